"""Computes cache keys for proofs, and file stamps, which change whenever a file changes."""

import os
from pathlib import Path
from time import time_ns

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.proof.fingerprint import prover_fingerprint
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

TIMESTAMP_STEP_NS = 2_000_000_000
"""The coarsest resolution of a file system's modification times (FAT: two seconds)."""


def lesson_key(path: Path) -> str:
    """Return the key under which the proof of a lesson's current content is cached.

    Raises:
        TorchquizError: the file cannot be read.
    """
    return content_hash(*_contents(path), prover_fingerprint())


def incomplete_key(path: Path) -> str:
    """Return the key under which a lesson is stored while only some of its parts are proven.

    Raises:
        TorchquizError: the file cannot be read.
    """
    return content_hash(*_contents(path), prover_fingerprint(), b"incomplete")


def released_key(path: Path) -> str:
    """Return the key under which a release stores the proof of a lesson's current content.

    Raises:
        TorchquizError: the file cannot be read.
    """
    return content_hash(*_contents(path), b"released")


def content_hash(*parts: bytes) -> str:
    """Return one hash of several byte strings. It also depends on the boundaries between them."""
    from hashlib import sha256

    digest = sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:32]


def file_stamp(path: Path) -> str:
    """Return a string that changes whenever the file is written.

    The string is `none` for a missing file. It is empty for a file written within the last two
    seconds, because another write might leave its modification time unchanged.

    Raises:
        TorchquizError: the file cannot be inspected.
    """
    try:
        status = os.stat(path)
    except FileNotFoundError:
        return "none"
    except OSError as error:
        raise _unreadable(path, error) from error
    if time_ns() - status.st_mtime_ns < TIMESTAMP_STEP_NS:
        return ""
    return f"{status.st_mtime_ns}-{status.st_ctime_ns}-{status.st_size}-{status.st_ino}"


def _contents(path: Path) -> tuple[bytes, bytes]:
    """Read a lesson's file and the misconceptions file next to it (empty if there is none)."""
    shared = path.with_name(SHARED_MISCONCEPTIONS)
    try:
        return path.read_bytes(), shared.read_bytes() if shared.is_file() else b""
    except OSError as error:
        raise _unreadable(path, error) from error


def _unreadable(path: Path, error: OSError) -> TorchquizError:
    return TorchquizError(
        f"{path}: the file cannot be read: {error.strerror}. Check its permissions."
    )
