"""Records that a progress file has been checked, so that the next start can skip the check.

The mark is a small file with the times and the size that the progress file had when it was closed.
It becomes invalid if the program is killed or if another program writes to the progress file.
"""

import os
from contextlib import suppress
from pathlib import Path


def is_checked(path: Path) -> bool:
    """Return whether a file has stayed the same since it was marked as checked."""
    if path.with_name(path.name + "-wal").exists():
        return False
    try:
        return _mark(path).read_text(encoding="utf-8") == _stamp(path)
    except (OSError, UnicodeError):
        return False


def mark_checked(path: Path) -> None:
    """Mark a file as checked after it has been closed.

    If the mark cannot be written, the next start checks the file again.
    """
    with suppress(OSError):
        _mark(path).write_text(_stamp(path), encoding="utf-8")


def forget_check(path: Path) -> None:
    """Remove the mark, so that the next start checks the file again."""
    with suppress(OSError):
        _mark(path).unlink(missing_ok=True)


def _mark(path: Path) -> Path:
    return path.with_name(f"{path.stem}.checked")


def _stamp(path: Path) -> str:
    status = os.stat(path)
    return f"{status.st_mtime_ns} {status.st_ctime_ns} {status.st_size} {status.st_ino}"
