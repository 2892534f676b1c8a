"""Replaces files whole, so that nobody ever reads half of one."""

import os
import shutil
from pathlib import Path


def replace_file(path: Path, content: bytes, *, sync: bool = True) -> None:
    """Put new content in the place of a file's old one at once; make the file if there is none.

    The content is written beside the file and then renamed. Readers, and whoever looks after a
    crash, find all of the old content or all of the new one. A file keeps its permissions, and a
    symbolic link still leads to the file that it led to.

    Args:
        path: the file.
        content: all that it shall hold.
        sync: whether the content must also survive a power cut; costs some milliseconds.

    Raises:
        OSError: the file cannot be written; it is as it was, and nothing is left beside it.
    """
    path = path.resolve()
    fresh = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        _write(fresh, content, sync)
        if path.exists():
            shutil.copymode(path, fresh)
        os.replace(fresh, path)
    finally:
        fresh.unlink(missing_ok=True)


def _write(path: Path, content: bytes, sync: bool) -> None:
    with path.open("wb") as file:
        file.write(content)
        if sync:
            file.flush()
            os.fsync(file.fileno())
