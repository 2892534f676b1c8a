"""Proves lessons for a front end in a separate process.

The process prints its progress as lines of JSON, and ends when its parent process does.
"""

import os
import sys
import threading
from contextlib import closing
from pathlib import Path

import msgspec

from torchquiz.engine.errors import Fault
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson_proof import LessonFile
from torchquiz.engine.proving.lesson_queue import LessonQueue
from torchquiz.engine.proving.provers import Provers, threads
from torchquiz.engine.sandbox.pool import Pool


def main(argv: list[str]) -> None:
    """Prove lessons. `argv` lists the cache file, the number of workers and the lessons' paths."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with (
        closing(Proofs(Path(argv[0]))) as proofs,
        Pool(int(argv[1])) as pool,
        threads(pool) as provers,
    ):
        _prove([Path(path) for path in argv[2:]], provers, proofs)


def _prove(paths: list[Path], provers: Provers, proofs: Proofs) -> None:
    """Prove lessons one by one in this order, because a learner waits for the first of them."""
    counts: dict[Path, tuple[int, int]] = {}

    def file(path: Path) -> LessonFile:
        def on_item(done: int, total: int) -> None:
            counts[path] = (done, total)
            _print_progress(path, done, total)

        return LessonFile(path, str(path), on_item)

    with closing(LessonQueue(provers, proofs)) as queue:
        for run in queue.prove_in_turn(map(file, paths)):
            path, faults = run.file.path, run.proof.faults
            if run.error is not None:
                remedy = "Fix this, then start torchquiz again."
                faults = [Fault(str(path), 1, 1, str(run.error), remedy)]
            done, total = counts.get(path, (0, 0))
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
    """End this process when its parent ends, which is detected because standard input closes."""
    sys.stdin.read()
    os._exit(0)
