"""The file of progress: opened, brought up to date, and put aside where it is damaged."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import StoreError
from torchquiz.engine.progress.migrations import MIGRATIONS


class Database:
    """One SQLite file that a kill at any moment leaves whole.

    Raises:
        StoreError: the file or its folder cannot be written. A file that is no database is put aside, never deleted, and
            `notice` says where.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notice = ""
        """A sentence for the learner about the file; empty when all is well."""
        self._db = self._opened()

    def read(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """The rows that a query finds.

        Raises:
            StoreError: the file cannot be read any longer.
        """
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(
                f"Progress cannot be read from {self.path}: {error}. Move that file away to begin anew."
            ) from error

    @contextmanager
    def writing(self, what: str) -> Iterator[sqlite3.Connection]:
        """A transaction that takes effect as a whole or not at all.

        Args:
            what: what is being done, as it completes "could not …".

        Raises:
            StoreError: the disk takes nothing.
        """
        try:
            with _transaction(self._db):
                yield self._db
        except sqlite3.Error as error:
            raise StoreError(f"The disk did not take it ({error}): could not {what}.") from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _opened(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return self._connected_anyhow()
        except OSError as error:
            raise StoreError(self._unusable(error.strerror or str(error))) from error
        except sqlite3.Error as error:
            raise StoreError(self._unusable(str(error))) from error

    def _connected_anyhow(self) -> sqlite3.Connection:
        """With a file that is no database put aside."""
        try:
            return self._connected()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            aside = self._put_aside()
        self.notice = f"The progress file was damaged and cannot be read; it is kept as {aside}, and a new one was begun."
        return self._connected()

    def _connected(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None, timeout=5.0)
        try:
            db.execute("pragma journal_mode = wal")
            db.execute("pragma synchronous = full")
            with _transaction(db):
                _migrate(db, self.path)
        except BaseException:
            db.close()
            raise
        return db

    def _put_aside(self) -> Path:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        aside = self.path.with_name(f"{self.path.stem}-damaged-{stamp}{self.path.suffix}")
        self.path.rename(aside)
        for extra in ("-wal", "-shm"):
            self.path.with_name(self.path.name + extra).unlink(missing_ok=True)
        return aside

    def _unusable(self, reason: str) -> str:
        return (
            f"Progress cannot be saved in {self.path.parent}: {reason}."
            " Make that folder writable, or set TORCHQUIZ_HOME to one that is."
        )


@contextmanager
def _transaction(db: sqlite3.Connection) -> Iterator[None]:
    db.execute("begin immediate")
    try:
        yield
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    """Bring the file up to date; within a transaction, so that of two that open it at once one waits for the other."""
    (version,) = db.execute("pragma user_version").fetchone()
    if version > len(MIGRATIONS):
        raise StoreError(
            f"{path} was written by a newer torchquiz. Update torchquiz, or set TORCHQUIZ_HOME to another folder."
        )
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        for statement in script.split(";"):
            db.execute(statement)
        db.execute(f"pragma user_version = {number}")


def stored(moment: datetime) -> str:
    """A moment as it is stored: in UTC, so that its texts sort as the moments do."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
