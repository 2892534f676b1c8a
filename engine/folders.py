"""Where torchquiz keeps things: progress and settings, which belong to the learner, and caches."""

import os
from pathlib import Path
from typing import Literal

import torchquiz

INSTALLED = Path(torchquiz.__file__).parent.parent
"""The folder that holds the package, for a process that must import the same torchquiz."""
BANKS = Path(__file__).resolve().parent.parent / "quizzes"
"""The lessons that come with torchquiz."""


def progress_file() -> Path:
    """Return the database of attempts."""
    return _home("data") / "progress.db"


def proofs_file() -> Path:
    """Return the database of proofs, which may be deleted at any time."""
    return _home("cache") / "proofs.db"


def fingerprints_file() -> Path:
    """Return the file that remembers the prover's fingerprint by its source."""
    return _home("cache") / "prover-fingerprints"


def torches_folder() -> Path:
    """Return the folder of other PyTorch versions, each in its own virtual environment."""
    return _home("cache") / "torches"


def trust_file() -> Path:
    """Return the list of other people's lessons that the user agreed to run."""
    return _home("data") / "trusted"


def settings_file() -> Path:
    """Return the file of the learner's settings."""
    return _home("config") / "settings.toml"


def _home(kind: Literal["data", "cache", "config"]) -> Path:
    """Return `TORCHQUIZ_HOME`, which holds everything if it is set, or the system's folder."""
    if home := os.environ.get("TORCHQUIZ_HOME"):
        return Path(home)
    import platformdirs

    folders = {
        "data": platformdirs.user_data_path,
        "cache": platformdirs.user_cache_path,
        "config": platformdirs.user_config_path,
    }
    return folders[kind]("torchquiz", appauthor=False)
