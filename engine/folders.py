"""Where torchquiz keeps progress, settings and proofs.

Progress and settings are the learner's; proofs can always be made again.
"""

import os
from pathlib import Path
from typing import Literal

import torchquiz

INSTALLED = Path(torchquiz.__file__).parent.parent
"""The folder that holds the package, for a process that must import the same torchquiz."""
BANKS = Path(__file__).resolve().parent.parent / "quizzes"
"""The lessons that come with torchquiz."""


def progress_file() -> Path:
    """The database of attempts."""
    return _home("data") / "progress.db"


def proofs_file() -> Path:
    """The database of proofs."""
    return _home("cache") / "proofs.db"


def torches_folder() -> Path:
    """Other versions of PyTorch, each in a virtual environment of its own."""
    return _home("cache") / "torches"


def trust_file() -> Path:
    """The banks from elsewhere that the user agreed to run."""
    return _home("data") / "trusted"


def settings_file() -> Path:
    """The learner's settings."""
    return _home("config") / "settings.toml"


def _home(kind: Literal["data", "cache", "config"]) -> Path:
    """Return the system's folder of this kind, or `TORCHQUIZ_HOME` for everything if it is set."""
    if home := os.environ.get("TORCHQUIZ_HOME"):
        return Path(home)
    import platformdirs

    places = {
        "data": platformdirs.user_data_path,
        "cache": platformdirs.user_cache_path,
        "config": platformdirs.user_config_path,
    }
    return places[kind]("torchquiz", appauthor=False)
