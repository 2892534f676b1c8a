"""Proves several lessons together by putting all their parts into one queue."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from functools import cache, partial
from queue import SimpleQueue
from typing import Any

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson_proof import LessonFile
from torchquiz.engine.proving.lesson_run import LessonRun
from torchquiz.engine.proving.provers import Provers

FEW = 4
"""The next lesson begins when at most this many parts of earlier lessons are left to prove."""


class LessonQueue:
    """A queue of lessons that are being proven by the same provers.

    Only the thread that iterates over the finished lessons reads and writes the cache.

    Args:
        provers: the threads or the executor that make the proofs.
        proofs: the cache. None disables it, for provers that run a different version of PyTorch.
        torch: the provers' version of PyTorch, or an empty string for the installed one.
        before_running: a function that is called once before the first snippet runs. It is not
            called if all proofs are cached.
    """

    def __init__(
        self,
        provers: Provers,
        proofs: Proofs | None,
        torch: str = "",
        before_running: Callable[[], None] = lambda: None,
    ) -> None:
        self._prepare = cache(before_running)
        self._provers, self._proofs, self._torch = provers, proofs, torch
        self._submitted: set[Future[Any]] = set()
        self._proven: SimpleQueue[tuple[LessonRun, Future[Any]]] = SimpleQueue()
        self._finished: list[LessonRun] = []
        self._unfinished: list[LessonRun] = []

    def add(self, file: LessonFile, turn: int = 0) -> LessonRun:
        """Begin to prove a lesson, and return the state of its proof.

        Lessons with a lower `turn` are proven first.
        """
        run = LessonRun(file, self._provers, self._proofs, self._torch, turn, self._prepare)
        self._unfinished.append(run)
        self._advance(run, run.begin)
        return run

    def finished_runs(self) -> Iterator[LessonRun]:
        """Yield the state of each lesson when its proof is finished or stopped by an error."""
        while self._unfinished or self._finished:
            while self._finished:
                yield self._finished.pop(0)
            if self._unfinished:
                self._accept_next()

    def prove_in_turn(self, files: Iterable[LessonFile]) -> Iterator[LessonRun]:
        """Prove lessons in order, and yield the state of each when its proof is finished.

        The next lesson begins early enough to keep all provers busy, but no earlier, because a
        loaded lesson takes up memory.
        """
        for turn, file in enumerate(files):
            self.add(file, turn)
            while len(self._submitted) > FEW:
                self._accept_next()
            while self._finished:
                yield self._finished.pop(0)
        yield from self.finished_runs()

    def close(self) -> None:
        """Cancel the proofs that have not started yet."""
        for run in self._unfinished:
            run.cancel()

    def _accept_next(self) -> None:
        run, future = self._proven.get()
        self._submitted.discard(future)
        if run.error is None:
            self._advance(run, partial(run.accept, future))

    def _advance(self, run: LessonRun, step: Callable[[], None]) -> None:
        """Take one step in the proof of a lesson, and keep track of the proofs that it submits."""
        try:
            step()
        except TorchquizError as error:
            run.error = error
            run.cancel()
        for future in run.futures:
            if future not in self._submitted:
                self._submitted.add(future)
                future.add_done_callback(lambda future: self._proven.put((run, future)))
        if run.is_finished:
            self._unfinished.remove(run)
            self._finished.append(run)
