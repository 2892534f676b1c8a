"""Proves lessons with one queue for all their parts, so that no worker waits for a slow lesson."""

from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson_proof import LessonFile, LessonProof, OnItem
from torchquiz.engine.proving.lesson_queue import LessonQueue
from torchquiz.engine.proving.lesson_run import LessonRun
from torchquiz.engine.proving.provers import Provers


def prove_lesson(
    path: Path,
    name: str,
    provers: Provers,
    proofs: Proofs | None,
    on_item: OnItem = lambda done, total: None,
    torch: str = "",
) -> LessonProof:
    """Prove the lesson in a file, and cache the proofs.

    Args:
        path: the file.
        name: the name of the file in faults.
        provers: the threads or the executor that make the proofs.
        proofs: the cache. None disables it, for provers that run a different version of PyTorch.
        on_item: a function that is called after each item, with the number of items proven so far
            and their total number.
        torch: the provers' version of PyTorch, or an empty string for the installed one.

    Raises:
        WorkerError: snippets cannot be run at all.
        StoreError: the cache cannot be written.
    """
    (proof,) = prove_lessons([LessonFile(path, name, on_item)], provers, proofs, torch)
    return proof


def prove_lessons(
    files: Sequence[LessonFile],
    provers: Provers,
    proofs: Proofs | None,
    torch: str = "",
    before_running: Callable[[], None] = lambda: None,
) -> list[LessonProof]:
    """Prove several lessons at the same time, and return their proofs in the same order.

    The proofs that take longest start first, whichever lesson they belong to.

    Args:
        files: the lessons.
        provers: the threads or the executor that make the proofs.
        proofs: the cache, or None to disable it.
        torch: the provers' version of PyTorch, or an empty string for the installed one.
        before_running: a function that is called once before the first snippet runs. It is not
            called if all proofs are cached.

    Raises:
        TorchquizError: a lesson could not be proven at all, or `before_running` raised this error.
    """
    with closing(LessonQueue(provers, proofs, torch, before_running)) as queue:
        runs: list[LessonRun] = []
        for file in files:
            runs.append(queue.add(file))
            _raise_error(runs[-1])
        for run in queue.finished_runs():
            _raise_error(run)
    return [run.proof for run in runs]


def _raise_error(run: LessonRun) -> None:
    if run.error is not None:
        raise run.error
