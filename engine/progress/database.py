"""Opens the progress file, migrates it, and moves it aside if it is damaged."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import StoreError
from torchquiz.engine.progress.migrations import MIGRATIONS


class Database:
    """One SQLite file that stays intact if the process is killed.

    Raises:
        StoreError: the file or its folder cannot be written. A file that is not a database is moved
            aside, never deleted, and `notice` says where.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notice = ""
        """A sentence for the learner about the file; empty if it is fine."""
        self._db = self._open()

    def read(self, query: str, values: Sequence[object] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that a query finds.

        Raises:
            StoreError: the file can no longer be read.
        """
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(
                f"Progress cannot be read from {self.path}: {error}."
                " Move the file away to start with an empty one."
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
            with _transaction(self._db):
                yield self._db
        except sqlite3.Error as error:
            raise StoreError(f"Could not {what}: {error}.") from error

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _open(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return self._connect_or_move_aside()
        except OSError as error:
            raise StoreError(self._unusable(error.strerror or str(error))) from error
        except sqlite3.Error as error:
            raise StoreError(self._unusable(str(error))) from error

    def _connect_or_move_aside(self) -> sqlite3.Connection:
        """Connect, after moving aside a file that is not a database."""
        try:
            return self._connect()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            aside = self._move_aside()
        self.notice = (
            f"The progress file was damaged and cannot be read. It is kept as {aside};"
            " a new one was started."
        )
        return self._connect()

    def _connect(self) -> sqlite3.Connection:
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

    def _move_aside(self) -> Path:
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
    """Run the migrations that the file lacks.

    This happens within a transaction: if two apps open the file at once, one waits for the other.
    """
    (version,) = db.execute("pragma user_version").fetchone()
    if version > len(MIGRATIONS):
        raise StoreError(
            f"{path} was written by a newer torchquiz."
            " Update torchquiz, or set TORCHQUIZ_HOME to another folder."
        )
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        for statement in script.split(";"):
            db.execute(statement)
        db.execute(f"pragma user_version = {number}")


def stored(moment: datetime) -> str:
    """Format a time as it is stored: in UTC, so that sorting the texts sorts the times."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
