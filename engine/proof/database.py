"""Opens the SQLite database of cached proofs, creates its tables, and reads and writes rows."""

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import StoreError
from torchquiz.engine.sqlite_errors import is_damage, reason, retry_while_locked

BODIES = ("lesson", "head", "item", "way", "drill", "result")
"""Tables that store JSON under a key."""
WAIT_S = 10.0
"""Seconds to wait while another process is writing to the file."""


class ProofDatabase:
    """The SQLite database of proofs. If the file is damaged, it is replaced with an empty one.

    Raises:
        StoreError: the file cannot be created.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self.connection = self._open()
        except (OSError, sqlite3.Error) as error:
            raise StoreError(
                f"Proofs cannot be saved in {path.parent}: {error}."
                " Make that folder writable, or set TORCHQUIZ_HOME to one that is."
            ) from error

    def rows(self, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        """Return the rows that a query selects.

        If the file turns out to be damaged, it is replaced with an empty one first.

        Raises:
            StoreError: the file cannot be read.
        """
        try:
            try:
                return self.connection.execute(query, values).fetchall()
            except (sqlite3.Error, UnicodeDecodeError) as error:
                if not is_damage(error):
                    raise
                self.replace()
                return self.connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(
                f"Proofs cannot be read from {self.path}: {reason(error)}."
                " Delete the file; the lessons will be proven again."
            ) from error

    def change(self, statement: str, rows: Sequence[tuple[object, ...]]) -> None:
        """Execute a statement for each row, in a single transaction.

        Raises:
            StoreError: the file cannot be written.
        """
        self.write(lambda connection: connection.executemany(statement, rows))

    def write(self, action: Callable[[sqlite3.Connection], object]) -> None:
        """Run an action in a transaction. Commit its changes, or roll them back if it raises.

        If the file turns out to be damaged, it is replaced with an empty one, and the action is
        repeated.

        Raises:
            StoreError: the file cannot be written.
        """
        try:
            try:
                self._commit(action)
            except (sqlite3.Error, UnicodeDecodeError) as error:
                # In an intact file, no row that torchquiz writes violates a constraint.
                if not is_damage(error) and not isinstance(error, sqlite3.IntegrityError):
                    raise
                self.replace()
                self._commit(action)
        except (OSError, sqlite3.Error) as error:
            why = reason(error) if isinstance(error, sqlite3.Error) else error.strerror
            raise StoreError(f"Proofs cannot be saved in {self.path}: {why}.") from error

    def _commit(self, action: Callable[[sqlite3.Connection], object]) -> None:
        connection = self.connection
        connection.execute("begin immediate")
        try:
            action(connection)
            connection.execute("commit")
        finally:
            if connection.in_transaction:
                connection.execute("rollback")

    def close(self) -> None:
        """Close the database file."""
        self.connection.close()

    def _open(self) -> sqlite3.Connection:
        try:
            return retry_while_locked(lambda: _connect(self.path))
        except (sqlite3.Error, UnicodeDecodeError) as error:
            if not is_damage(error):
                raise
            self._delete()
            return _connect(self.path)

    def replace(self) -> None:
        """Replace a damaged file with an empty one."""
        self.connection.close()
        self._delete()
        self.connection = self._open()

    def _delete(self) -> None:
        """Delete a damaged file and its log. Nothing is lost, since every proof can be repeated."""
        for extra in ("", "-wal", "-shm"):
            self.path.with_name(self.path.name + extra).unlink(missing_ok=True)


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(
        path, isolation_level=None, timeout=WAIT_S, check_same_thread=False
    )
    # Damaged text is replaced so that the query does not fail, and the affected item is proven
    # again.
    connection.text_factory = lambda text: text.decode(errors="replace")
    try:
        connection.execute("pragma journal_mode = wal")
        connection.execute("pragma synchronous = normal")
        for table in BODIES:
            connection.execute(
                f"create table if not exists {table}"
                " (key text primary key, body blob not null) without rowid"
            )
        connection.execute(
            "create table if not exists lesson_file"
            " (path text primary key, stamp text, key text, prover text) without rowid"
        )
    except BaseException:
        connection.close()
        raise
    return connection
