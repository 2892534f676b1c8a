"""The locations of torchquiz's files: progress, settings and caches."""

import os
from pathlib import Path
from typing import Literal

import torchquiz

INSTALLED = Path(torchquiz.__file__).parent.parent
"""Folder that contains the package, for other processes that must import the same torchquiz."""
BANKS = Path(__file__).resolve().parent.parent / "quizzes"
"""Folder of the lessons that come with torchquiz."""


def progress_file() -> Path:
    """Return the path of the database with the learner's attempts."""
    return _home("data") / "progress.db"


def proofs_file() -> Path:
    """Return the path of the database with cached proofs. It can be deleted at any time."""
    return _home("cache") / "proofs.db"


def fingerprints_file() -> Path:
    """Return the path of the file that caches the fingerprints of torchquiz's own proof code."""
    return _home("cache") / "prover-fingerprints"


def explained_folder() -> Path:
    """Return the folder for lessons about the user's own models, which can be regenerated."""
    return _home("cache") / "explained"


def torches_folder() -> Path:
    """Return the folder for virtual environments with other versions of PyTorch."""
    return _home("cache") / "torches"


def trust_file() -> Path:
    """Return the path of the file that lists the lessons by others that the user agreed to run."""
    return _home("data") / "trusted"


def settings_file() -> Path:
    """Return the path of the learner's settings file."""
    return _home("config") / "settings.toml"


def _home(kind: Literal["data", "cache", "config"]) -> Path:
    """Return `TORCHQUIZ_HOME` if it is set, or else the system's folder for such files."""
    if home := os.environ.get("TORCHQUIZ_HOME"):
        return Path(home)
    import platformdirs

    folders = {
        "data": platformdirs.user_data_path,
        "cache": platformdirs.user_cache_path,
        "config": platformdirs.user_config_path,
    }
    return folders[kind]("torchquiz", appauthor=False)
