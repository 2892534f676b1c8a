"""Explains SQLite errors, and retries an action while another process locks the database."""

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

Opened = TypeVar("Opened")
WAIT_S = 10.0
"""Maximum number of seconds to keep retrying."""
PAUSE_S = 0.05


def retry_while_locked(action: Callable[[], Opened], wait_s: float = WAIT_S) -> Opened:
    """Call a function, retrying while another process locks the database; return its result.

    SQLite's own timeout does not help when a new database is switched to WAL mode, because the
    switch fails immediately if another process is switching the database as well.

    Raises:
        sqlite3.OperationalError: the database is still locked after `wait_s` seconds, or the
            action failed for another reason.
    """
    deadline = time.monotonic() + wait_s
    while True:
        try:
            return action()
        except sqlite3.OperationalError as error:
            if not is_locked(error) or time.monotonic() > deadline:
                raise
            time.sleep(PAUSE_S)


def is_locked(error: sqlite3.Error) -> bool:
    """Return whether an error means that another process locks the database."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    )


def is_damage(error: Exception) -> bool:
    """Return whether an error is caused by damaged content, not by the disk or a lock."""
    if isinstance(error, UnicodeDecodeError) or "decode to UTF-8" in str(error):
        return True
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def reason(error: sqlite3.Error) -> str:
    """Return the reason for an error, worded so that it can complete a sentence."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if is_locked(error):
        return "another program is using the file"
    return "the disk is full" if code == sqlite3.SQLITE_FULL else str(error)
