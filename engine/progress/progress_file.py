"""Creates the progress file, connects to it, and recognises a damaged file."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from torchquiz.engine.progress.migrations import has_current_tables, run_migrations
from torchquiz.engine.progress.transaction import transaction
from torchquiz.engine.sqlite_errors import is_damage, retry_while_locked

TIMEOUT_S = 5.0
"""Number of seconds that SQLite waits while another process is writing."""
HEADER = b"SQLite format 3\0"
"""The bytes at the start of every SQLite file that is not empty."""


def create(path: Path, fill: Callable[[sqlite3.Connection], None] = lambda db: None) -> None:
    """Create a progress file, unless another process creates it first.

    The file is built under a different name and then put in place, so that it is complete from the
    moment it exists. An empty file at this path is therefore always a damaged one.

    Args:
        path: the path of the file.
        fill: a function that stores the first rows.
    """
    fresh = build(path, fill)
    try:
        os.link(fresh, path)
    except FileExistsError:
        return
    except OSError:  # The file system does not support hard links.
        if not path.exists():
            fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)


def build(path: Path, fill: Callable[[sqlite3.Connection], None]) -> Path:
    """Build a progress file in the folder of the given path. Return the path of the new file."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    fresh.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(fresh, isolation_level=None)) as db, transaction(db):
            run_migrations(db)
            fill(db)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
    return fresh


def connect(path: Path) -> sqlite3.Connection:
    """Connect to a progress file. Keep trying for a few seconds while another process locks it."""
    return retry_while_locked(lambda: _connect(path))


def is_damaged(path: Path) -> bool:
    """Return whether a file is empty, is not a database, or contains damaged pages or tables."""
    with path.open("rb") as file:
        if file.read(len(HEADER)) != HEADER:
            return True
    try:
        with closing(connect(path)) as db:
            (answer,) = db.execute("pragma integrity_check(1)").fetchone()
            return answer != "ok" or not has_current_tables(db)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        if is_damage(error):
            return True
        raise


def _connect(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path, isolation_level=None, timeout=TIMEOUT_S)
    try:
        db.execute("pragma journal_mode = wal")
        db.execute("pragma synchronous = full")
    except BaseException:
        db.close()
        raise
    return db
