"""Computes the fingerprint of the prover, which covers all that a proof needs besides the lesson.

It combines the versions of PyTorch and Python with the syntax trees of the prover's modules.
Docstrings, comments and layout are left out, so that editing them does not discard any proofs.
Parsing takes a second, so the result is stored under a hash of the source bytes. Computing that
hash takes only milliseconds.
"""

import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from hashlib import sha256
from pathlib import Path

from torchquiz.engine.folders import fingerprints_file
from torchquiz.engine.proof.prover_code import ENGINE, code_hash, prover_files, source_hash
from torchquiz.engine.proof.torch_version import torch_version

MOST_REMEMBERED = 20
"""Maximum number of source hashes to store. The oldest are removed first."""


@cache
def prover_fingerprint() -> bytes:
    """Return the fingerprint of this prover, with the installed versions of Python and PyTorch."""
    files = prover_files(ENGINE)
    code = look_up_or_compute(source_hash(ENGINE, files), lambda: code_hash(ENGINE, files))
    return sha256(f"{torch_version()} {sys.version_info[:2]} {code}".encode()).digest()


def look_up_or_compute(source: str, compute: Callable[[], str]) -> str:
    """Return the code hash that is stored for a source hash, computing and storing it if needed."""
    path = fingerprints_file()
    known = _known_hashes(path)
    if source not in known:
        known[source] = compute()
        _write(path, known)
    return known[source]


def _known_hashes(path: Path) -> dict[str, str]:
    """Read the stored code hashes, by source hash, skipping damaged lines."""
    try:
        lines = path.read_text(encoding="ascii", errors="replace").splitlines()
    except OSError:
        return {}
    known = {}
    for line in lines:
        source, _, rest = line.partition(" ")
        code, _, check = rest.partition(" ")
        if check and check == _check(source, code):
            known[source] = code
    return known


def _check(source: str, code: str) -> str:
    """Return the checksum for the end of a line, which reveals whether the line is damaged."""
    return sha256(f"{source} {code}".encode()).hexdigest()[:16]


def _write(path: Path, known: dict[str, str]) -> None:
    """Replace the file in a single step.

    If the folder does not exist or cannot be written, the next start parses the modules again.
    """
    latest = list(known.items())[-MOST_REMEMBERED:]
    lines = [f"{source} {code} {_check(source, code)}\n" for source, code in latest]
    new = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        new.write_text("".join(lines), encoding="ascii")
        new.replace(path)
    with suppress(OSError):
        new.unlink(missing_ok=True)
