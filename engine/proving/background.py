"""Proves lessons for a front end in a separate process.

The process prints its progress as lines of JSON, and ends when its parent process does.
"""

import os
import sys
import threading
from contextlib import closing
from pathlib import Path

import msgspec

from torchquiz.engine.errors import Fault, TorchquizError
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import Provers, threads
from torchquiz.engine.sandbox.pool import Pool


def main(argv: list[str]) -> None:
    """Prove lessons; `argv` lists the cache file, the number of workers and the lessons' paths."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with (
        closing(Proofs(Path(argv[0]))) as proofs,
        Pool(int(argv[1])) as pool,
        threads(pool) as provers,
    ):
        pool.start()
        for path in map(Path, argv[2:]):
            _prove(path, provers, proofs)


def _prove(path: Path, provers: Provers, proofs: Proofs) -> None:
    counts = [0, 0]

    def on_item(done: int, total: int) -> None:
        counts[:] = [done, total]
        _print_progress(path, done, total)

    try:
        faults = prove_lesson(path, str(path), provers, proofs, on_item).faults
    except TorchquizError as error:
        faults = [Fault(str(path), 1, 1, str(error), "Fix this, then start torchquiz again.")]
    done, total = counts
    _print_progress(path, done, total, faults, is_finished=True)


def _print_progress(
    path: Path,
    done: int,
    total: int,
    faults: list[Fault] | None = None,
    *,
    is_finished: bool = False,
) -> None:
    progress = {
        "path": str(path),
        "done": done,
        "total": total,
        "faults": faults or [],
        "is_finished": is_finished,
    }
    sys.stdout.write(msgspec.json.encode(progress).decode() + "\n")
    sys.stdout.flush()


def _end_with_parent() -> None:
    """End this process when its parent ends, which closes this process's standard input."""
    sys.stdin.read()
    os._exit(0)
