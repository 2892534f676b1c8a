"""Remembers that a progress file was checked, so that a start need not check all of it again.

The mark is a small file with the times and size of the progress file when it was closed. It does
not match after a kill, or after another program wrote the file.
"""

import os
from contextlib import suppress
from pathlib import Path


def is_checked(path: Path) -> bool:
    """Return whether a file is as it was when it was marked."""
    if path.with_name(path.name + "-wal").exists():
        return False
    try:
        return _mark(path).read_text(encoding="utf-8") == _stamp(path)
    except (OSError, UnicodeError):
        return False


def mark_checked(path: Path) -> None:
    """Mark a file that was checked and closed; if this fails, the next start checks it again."""
    with suppress(OSError):
        _mark(path).write_text(_stamp(path), encoding="utf-8")


def forget_check(path: Path) -> None:
    """Let the next start check a file again."""
    with suppress(OSError):
        _mark(path).unlink(missing_ok=True)


def _mark(path: Path) -> Path:
    return path.with_name(f"{path.stem}.checked")


def _stamp(path: Path) -> str:
    status = os.stat(path)
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size} {status.st_ino}"
