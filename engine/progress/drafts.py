"""Saves a learner's drafts in small files, so that they survive if the program is killed.

A draft is code, or an answer that has not been submitted yet. Drafts are not in the database,
because they are not attempts. Losing one does little harm.
"""

from contextlib import suppress
from pathlib import Path

from torchquiz.engine.errors import StoreError
from torchquiz.engine.files import replace_file


class Drafts:
    """A folder of drafts, with one file for each lesson, item and variant.

    The folder is created when it is needed.

    Args:
        folder: the folder.
        suffix: the end of each file's name. Drafts with different suffixes are independent.
    """

    def __init__(self, folder: Path, suffix: str = ".py") -> None:
        self.folder = folder
        self._suffix = suffix

    def read(self, lesson: str, item: str, variant: str) -> str:
        """Return the draft, or an empty string if it does not exist or cannot be read."""
        try:
            return self._path(lesson, item, variant).read_text(encoding="utf-8")
        except (OSError, UnicodeError):
            return ""

    def keep(self, lesson: str, item: str, variant: str, text: str) -> None:
        """Save a draft, replacing the previous one.

        Raises:
            StoreError: the folder cannot be written to.
        """
        path = self._path(lesson, item, variant)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            replace_file(path, text.encode(errors="replace"), sync=False)
        except OSError as error:
            raise StoreError(
                f"Could not save your draft in {self.folder}: {error.strerror or error}."
            ) from error

    def drop(self, lesson: str, item: str, variant: str) -> None:
        """Delete a draft if it exists and can be deleted."""
        with suppress(OSError):
            self._path(lesson, item, variant).unlink(missing_ok=True)

    def _path(self, lesson: str, item: str, variant: str) -> Path:
        # Imported only here to keep start-up fast, because few questions have drafts.
        import hashlib

        named = hashlib.sha256("\0".join((lesson, item, variant)).encode()).hexdigest()[:16]
        return self.folder / f"{item}-{named}{self._suffix}"
