"""The SQLite file with a learner's progress. Every write is a transaction."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import StoreError
from torchquiz.engine.progress.checked_mark import forget_check, is_checked, mark_checked
from torchquiz.engine.progress.migrations import migrate
from torchquiz.engine.progress.progress_file import connect, create, is_damaged
from torchquiz.engine.progress.transaction import transaction
from torchquiz.engine.sqlite_errors import is_damage, reason


class Database:
    """An SQLite file that stays intact even if the process is killed.

    Raises:
        StoreError: the file or its folder cannot be written to. A damaged file is never deleted:
            it is kept under another name, everything readable is copied to a new file, and
            `notice` reports this.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notice = ""
        """A sentence for the learner about a problem with the file, or an empty string."""
        self._is_sound = True
        self._db = self._open()

    def read(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows selected by a query.

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
        """Open a transaction, which takes effect either completely or not at all.

        Args:
            what: the action, as a phrase that completes the sentence "Could not …".

        Raises:
            StoreError: the disk cannot be written to.
        """
        try:
            with transaction(self._db):
                yield self._db
        except sqlite3.Error as error:
            raise StoreError(f"Could not {what}: {reason(error)}.") from error

    def close(self) -> None:
        """Close the file. Mark it as checked, unless reading it has failed."""
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
                self.notice = self._recover()
            return self._connect_or_recover()
        except OSError as error:
            raise StoreError(self._unusable(error.strerror or str(error))) from error
        except sqlite3.Error as error:
            raise StoreError(self._unusable(reason(error))) from error

    def _connect(self) -> sqlite3.Connection:
        """Connect to the file, and migrate it if it has an older format."""
        db = connect(self.path)
        try:
            migrate(db, self.path)
        except BaseException:
            db.close()
            raise
        return db

    def _connect_or_recover(self) -> sqlite3.Connection:
        """Connect and check the rows. If the file is damaged, recover it and try again."""
        try:
            return self._connect_and_check()
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if not is_damage(error):
                raise
        self.notice = self._recover()
        return self._connect_and_check()

    def _recover(self) -> str:
        """Set the damaged file aside and recover its rows. Return a sentence that says so."""
        # Imported only here to keep start-up fast, because recovery is rarely needed.
        from torchquiz.engine.progress.recovery import recover

        return recover(self.path)

    def _connect_and_check(self) -> sqlite3.Connection:
        """Connect, and move damaged rows to a separate table."""
        # Imported only here to keep start-up fast, because a file that was closed properly is not
        # checked.
        from torchquiz.engine.progress.damaged_rows import set_damaged_rows_aside

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
