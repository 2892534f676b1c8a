"""Explains errors of SQLite, and retries while another process has locked a file."""

import sqlite3
import time
from collections.abc import Callable
from typing import TypeVar

Opened = TypeVar("Opened")
WAIT_S = 10.0
"""How long to retry."""
PAUSE_S = 0.05


def retry_while_locked(action: Callable[[], Opened], wait_s: float = WAIT_S) -> Opened:
    """Return what an action returns; call it again while another process has locked the file.

    SQLite's own timeout does not cover switching a new file to the WAL journal, which fails at
    once if another process does the same.

    Raises:
        sqlite3.OperationalError: the file is still locked after this time, or another error.
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
    """Return whether an error says that another process has locked the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in (
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
    )


def is_damage(error: Exception) -> bool:
    """Return whether an error comes from damaged content, and not from the disk or a lock."""
    if isinstance(error, UnicodeDecodeError) or "decode to UTF-8" in str(error):
        return True
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def reason(error: sqlite3.Error) -> str:
    """Return why SQLite failed, in words that complete a sentence."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if is_locked(error):
        return "another program is using the file"
    return "the disk is full" if code == sqlite3.SQLITE_FULL else str(error)
