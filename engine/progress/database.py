"""One SQLite file with a learner's progress: opened, read, and written in transactions."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import StoreError
from torchquiz.engine.progress.checked_mark import forget_check, is_checked, mark_checked
from torchquiz.engine.progress.damaged_rows import set_damaged_rows_aside
from torchquiz.engine.progress.migrations import migrate
from torchquiz.engine.progress.progress_file import connect, create, is_damaged
from torchquiz.engine.progress.recovery import recover
from torchquiz.engine.progress.transaction import transaction
from torchquiz.engine.sqlite_errors import is_damage, reason


class Database:
    """One SQLite file that stays intact if the process is killed.

    Raises:
        StoreError: the file or its folder cannot be written. A file that is damaged is moved aside,
            never deleted; what can be read of it is used, and `notice` says so.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notice = ""
        """A sentence for the learner about the file; empty if it is fine."""
        self._is_sound = True
        self._db = self._open()

    def read(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that a query finds.

        Raises:
            StoreError: the file can no longer be read.
        """
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self._is_sound = False
            raise StoreError(
                f"Progress cannot be read from {self.path}: {reason(error)}."
                " Restart torchquiz to repair the file."
            ) from error

    @contextmanager
    def writing(self, what: str) -> Iterator[sqlite3.Connection]:
        """Open a transaction, which takes effect as a whole or not at all.

        Args:
            what: the action, which completes the sentence "Could not …".

        Raises:
            StoreError: the disk cannot be written.
        """
        try:
            with transaction(self._db):
                yield self._db
        except sqlite3.Error as error:
            raise StoreError(f"Could not {what}: {reason(error)}.") from error

    def close(self) -> None:
        """Close the file, and mark it as checked unless reading it failed."""
        self._db.close()
        if self._is_sound:
            mark_checked(self.path)
        else:
            forget_check(self.path)

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            if not self.path.exists():
                create(self.path)
            if is_checked(self.path):
                return self._connect()
            if is_damaged(self.path):
                self.notice = recover(self.path)
            return self._connect_or_recover()
        except OSError as error:
            raise StoreError(self._unusable(error.strerror or str(error))) from error
        except sqlite3.Error as error:
            raise StoreError(self._unusable(reason(error))) from error

    def _connect(self) -> sqlite3.Connection:
        """Connect, and run the migrations that the file lacks."""
        db = connect(self.path)
        try:
            migrate(db, self.path)
        except BaseException:
            db.close()
            raise
        return db

    def _connect_or_recover(self) -> sqlite3.Connection:
        """Connect and check the rows; if that shows more damage, recover the file first."""
        try:
            return self._connect_and_check()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if not is_damage(error):
                raise
        self.notice = recover(self.path)
        return self._connect_and_check()

    def _connect_and_check(self) -> sqlite3.Connection:
        """Connect, and set damaged rows aside."""
        db = self._connect()
        try:
            if sentence := set_damaged_rows_aside(db, self.path):
                self.notice = f"{self.notice} {sentence}".strip()
        except BaseException:
            db.close()
            raise
        return db

    def _unusable(self, why: str) -> str:
        return (
            f"Progress cannot be saved in {self.path.parent}: {why}."
            " Make that folder writable, or set TORCHQUIZ_HOME to one that is."
        )
