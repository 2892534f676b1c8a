"""The fingerprint of the prover: what every proof depends on besides its lesson.

It covers PyTorch's version, Python's, and what the prover's code does: the syntax trees of its
modules without docstrings, so that editing a docstring, a comment or the layout re-proves nothing.
Parsing takes a second, so the result is remembered by the hash of the source bytes, which takes a
few milliseconds.
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
"""Source states that are remembered; the oldest are forgotten first."""


@cache
def prover_fingerprint() -> bytes:
    """Return the fingerprint of this prover on this Python and PyTorch."""
    files = prover_files(ENGINE)
    code = remembered(source_hash(ENGINE, files), lambda: code_hash(ENGINE, files))
    return sha256(f"{torch_version()} {sys.version_info[:2]} {code}".encode()).digest()


def remembered(source: str, compute: Callable[[], str]) -> str:
    """Return the code's hash that is remembered for this source; else compute and remember it."""
    path = fingerprints_file()
    known = _known_hashes(path)
    if source not in known:
        known[source] = compute()
        _write(path, known)
    return known[source]


def _known_hashes(path: Path) -> dict[str, str]:
    """Return the code's hash by the source's hash, from the lines that are whole."""
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
    """Return the last word of a line, by which a damaged line is noticed."""
    return sha256(f"{source} {code}".encode()).hexdigest()[:16]


def _write(path: Path, known: dict[str, str]) -> None:
    """Replace the file in one step.

    Where the folder does not exist or cannot be written to, the next start parses again.
    """
    latest = list(known.items())[-MOST_REMEMBERED:]
    lines = [f"{source} {code} {_check(source, code)}\n" for source, code in latest]
    new = path.with_name(f"{path.name}.{os.getpid()}")
    with suppress(OSError):
        new.write_text("".join(lines), encoding="ascii")
        new.replace(path)
    with suppress(OSError):
        new.unlink(missing_ok=True)
