"""Computes the prover's fingerprint, which changes with all that affects a proof except the lesson.

It combines the versions of PyTorch and Python with the syntax trees of the prover's modules.
Docstrings, comments and layout are left out, so that editing them does not discard any proofs.
Parsing takes a second, so the result is stored under a hash of the source bytes. It is also stored
under a hash of the files' times and sizes, which takes less than a millisecond to compute.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from importlib.util import source_hash as checksum_of
from pathlib import Path

from torchquiz.engine.folders import fingerprints_file
from torchquiz.engine.proof.cuda import may_have_cuda
from torchquiz.engine.proof.prover_code import (
    ENGINE,
    code_hash,
    files_stamp,
    prover_files,
    source_hash,
)
from torchquiz.engine.proof.torch_version import torch_version

MOST_REMEMBERED = 20
"""The maximum number of keys to store. The oldest are removed first."""


@cache
def prover_fingerprint() -> bytes:
    """Return the versions of PyTorch and Python, whether CUDA may work, and a hash of the code."""
    files = prover_files(ENGINE)
    code = look_up_or_compute(files_stamp(ENGINE, files), lambda: prover_code()[1])
    machine = f"{torch_version()} {may_have_cuda()} {sys.version_info[:2]}"
    return f"{machine} {code}".encode()


def prover_code() -> tuple[str, str]:
    """Return a hash of the prover's source files and a hash of its code.

    The hash of the code ignores docstrings, comments and layout.
    """
    # Imported only here to keep start-up fast, because the stamp suffices if the files are
    # unchanged.
    from torchquiz.engine.proof.released import released_code_hash

    files = prover_files(ENGINE)
    source = source_hash(ENGINE, files)
    return source, look_up_or_compute(
        source, lambda: released_code_hash(source) or code_hash(ENGINE, files)
    )


def look_up_or_compute(key: str, compute: Callable[[], str]) -> str:
    """Return the code hash stored under a key. If there is none, compute and store it."""
    path = fingerprints_file()
    code = _known_hashes(path).get(key)
    if code is None:
        code = compute()
        _write(path, _known_hashes(path) | {key: code})
    return code


def _known_hashes(path: Path) -> dict[str, str]:
    """Return the stored code hashes by key, skipping damaged lines in the file."""
    try:
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return {}
    known = {}
    for line in lines:
        key, _, rest = line.partition(" ")
        code, _, check = rest.partition(" ")
        if check and check == _check(key, code):
            known[key] = code
    return known


def _check(key: str, code: str) -> str:
    """Return the checksum at the end of a line, which reveals whether the line is damaged."""
    return checksum_of(f"{key} {code}".encode()).hex()


def _write(path: Path, known: dict[str, str]) -> None:
    """Replace the file of stored hashes in a single step.

    If the folder does not exist or cannot be written, the next start parses the modules again.
    """
    latest = list(known.items())[-MOST_REMEMBERED:]
    lines = [f"{key} {code} {_check(key, code)}\n" for key, code in latest]
    new = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        new.write_text("".join(lines), encoding="ascii")
        new.replace(path)
    with suppress(OSError):
        new.unlink(missing_ok=True)
