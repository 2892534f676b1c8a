"""Where torchquiz keeps things: progress, which is the learner's, and proofs, which can always be made again."""

import os
from pathlib import Path

BANKS = Path(__file__).resolve().parent.parent / "quizzes"
"""The lessons that come with torchquiz."""


def progress_file() -> Path:
    """The database of attempts."""
    return _home("data") / "progress.db"


def proofs_file() -> Path:
    """The database of proofs."""
    return _home("cache") / "proofs.db"


def trust_file() -> Path:
    """The banks from elsewhere that the user agreed to run."""
    return _home("data") / "trusted"


def _home(kind: str) -> Path:
    """`TORCHQUIZ_HOME` keeps everything in one folder; otherwise the system's own places are used."""
    if home := os.environ.get("TORCHQUIZ_HOME"):
        return Path(home)
    import platformdirs

    place = platformdirs.user_data_path if kind == "data" else platformdirs.user_cache_path
    return place("torchquiz", appauthor=False)
