"""Drafts of code that a learner is writing, in one small file each, so that a kill loses nothing.

They are files and not rows of the store, because a draft is not an attempt: it can be lost without
harm, and is dropped once the code was graded as right.
"""

import hashlib
from contextlib import suppress
from pathlib import Path

from torchquiz.engine.errors import StoreError
from torchquiz.engine.files import replace_file


class Drafts:
    """The drafts in a folder, by lesson, item and variant; the first one makes the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, lesson: str, item: str, variant: str) -> str:
        """Return the draft; empty if there is none that can be read."""
        try:
            return self._path(lesson, item, variant).read_text(encoding="utf-8")
        except (OSError, UnicodeError):
            return ""

    def keep(self, lesson: str, item: str, variant: str, text: str) -> None:
        """Keep a draft in place of the one before.

        Raises:
            StoreError: the folder cannot be written.
        """
        path = self._path(lesson, item, variant)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            replace_file(path, text.encode(errors="replace"), sync=False)
        except OSError as error:
            raise StoreError(
                f"Your draft cannot be kept in {self.folder}: {error.strerror or error}."
            ) from error

    def drop(self, lesson: str, item: str, variant: str) -> None:
        """Delete a draft, if there is one and the folder allows it."""
        with suppress(OSError):
            self._path(lesson, item, variant).unlink(missing_ok=True)

    def _path(self, lesson: str, item: str, variant: str) -> Path:
        named = hashlib.sha256("\0".join((lesson, item, variant)).encode()).hexdigest()[:16]
        return self.folder / f"{item}-{named}.py"
