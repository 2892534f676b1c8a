"""The keys under which proofs are cached, and the stamps that tell whether a file has changed."""

import os
from pathlib import Path
from time import time_ns

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.proof.fingerprint import prover_fingerprint
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

TIMESTAMP_STEP_NS = 2_000_000_000
"""The coarsest step in which a file system records the time of a change (FAT: two seconds)."""


def lesson_key(path: Path) -> str:
    """Return the key of a lesson's file as it is now.

    Raises:
        TorchquizError: the file cannot be read.
    """
    shared = path.with_name(SHARED_MISCONCEPTIONS)
    try:
        lesson = path.read_bytes()
        misconceptions = shared.read_bytes() if shared.is_file() else b""
    except OSError as error:
        raise _unreadable(path, error) from error
    return content_hash(lesson, misconceptions, prover_fingerprint())


def content_hash(*parts: bytes) -> str:
    """Return one hash of several parts; moving a byte from one part to the next changes it."""
    from hashlib import sha256

    digest = sha256()
    for part in parts:
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.hexdigest()[:32]


def file_stamp(path: Path) -> str:
    """Return a text that changes whenever the file is written.

    It is `none` where there is no file. It is empty for a file that was written within the last two
    seconds: such a file may be written again without its recorded time changing.

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


def _unreadable(path: Path, error: OSError) -> TorchquizError:
    return TorchquizError(
        f"{path}: the file cannot be read: {error.strerror}. Look at its permissions."
    )
