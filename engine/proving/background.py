"""Proves lessons for a front end in a separate process.

The process prints its progress as lines of JSON, and ends when its parent process does.
"""

import os
import sys
import threading
from contextlib import closing
from functools import partial
from pathlib import Path

import msgspec

from torchquiz.engine.errors import Fault, WorkerError
from torchquiz.engine.models.beginning import PRACTICE, Beginning
from torchquiz.engine.models.decoding import decode
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson_proof import LessonFile
from torchquiz.engine.proving.lesson_queue import LessonQueue
from torchquiz.engine.proving.provers import Provers, threads
from torchquiz.engine.sandbox.pool import Pool


def main(argv: list[str], first_workers: Pool) -> None:
    """Prove lessons, and print the progress.

    Args:
        argv: the cache file, the number of workers, what the learner begins with in the first
            lesson (a `Beginning` as JSON; empty if no learner is waiting), and the paths of the
            lessons.
        first_workers: the workers that prove what the learner is waiting for.
    """
    threading.Thread(target=_end_with_parent, daemon=True).start()
    file, jobs, begins_with, *paths = argv
    left = dict.fromkeys(map(Path, paths))
    try:
        with closing(Proofs(Path(file))) as proofs, Pool(int(jobs)) as pool:
            if begins_with:
                with threads(first_workers) as provers:
                    beginning = decode(begins_with, Beginning)
                    _prove_openings(list(left)[:1], beginning, provers, proofs)
            first_workers.close()
            with threads(pool) as provers:
                if begins_with:
                    _prove_openings(list(left)[1:], PRACTICE, provers, proofs)
                _prove(left, provers, proofs, opens_early=bool(begins_with))
    except WorkerError as error:
        for path in left:
            _print_progress(path, obstacle=str(error), is_finished=True)


def _prove_openings(
    paths: list[Path], beginning: Beginning, provers: Provers, proofs: Proofs
) -> None:
    """Prove only the parts of each lesson with which learners begin, so that it can be opened.

    Raises:
        WorkerError: no worker can start, for instance because PyTorch cannot be imported.
    """

    def file(path: Path) -> LessonFile:
        on_open = partial(_print_progress, path, is_open=True)
        return LessonFile(path, str(path), on_open=on_open, begins_with=beginning)

    with closing(LessonQueue(provers, proofs)) as queue:
        for run in queue.prove_in_turn(map(file, paths)):
            if isinstance(run.error, WorkerError):
                raise run.error


def _prove(left: dict[Path, None], provers: Provers, proofs: Proofs, *, opens_early: bool) -> None:
    """Prove all parts of the lessons, finishing one lesson after another.

    They are proven in order because a learner may be waiting for the first one. A lesson whose
    proof has ended is removed from `left`.

    Raises:
        WorkerError: no worker can start.
    """
    counts: dict[Path, tuple[int, int]] = {}

    def file(path: Path) -> LessonFile:
        def on_item(done: int, total: int) -> None:
            counts[path] = (done, total)
            _print_progress(path, done, total)

        def on_open() -> None:
            _print_progress(path, *counts[path], is_open=True)

        return LessonFile(path, str(path), on_item, on_open if opens_early else None)

    with closing(LessonQueue(provers, proofs)) as queue:
        for run in queue.prove_in_turn(map(file, list(left))):
            if isinstance(run.error, WorkerError):
                raise run.error
            path = run.file.path
            del left[path]
            obstacle = str(run.error or "")
            done, total = counts.get(path, (0, 0))
            _print_progress(path, done, total, run.proof.faults, obstacle, is_finished=True)


def _print_progress(
    path: Path,
    done: int = 0,
    total: int = 0,
    faults: list[Fault] | None = None,
    obstacle: str = "",
    *,
    is_open: bool = False,
    is_finished: bool = False,
) -> None:
    progress = {
        "path": str(path),
        "done": done,
        "total": total,
        "faults": faults or [],
        "obstacle": obstacle,
        "is_open": is_open,
        "is_finished": is_finished,
    }
    sys.stdout.write(msgspec.json.encode(progress).decode() + "\n")
    sys.stdout.flush()


def _end_with_parent() -> None:
    """End this process when its parent ends, which closes standard input."""
    sys.stdin.read()
    os._exit(0)
