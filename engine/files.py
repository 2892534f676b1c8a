"""Replaces files in one step, so that no program ever sees a half-written file."""

import os
import shutil
from pathlib import Path


def replace_file(path: Path, content: bytes, *, sync: bool = True) -> None:
    """Replace the content of a file in one step, or create the file.

    The content is written to a temporary file, which is then renamed. Even after a crash, the file
    has either all of its old content or all of its new content. The file keeps its permissions, and
    a symbolic link is followed, not replaced.

    Args:
        path: the file.
        content: its new content.
        sync: whether the content must survive a power failure, which takes a few milliseconds.

    Raises:
        OSError: the file cannot be written; it is unchanged, and no temporary file is left.
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
