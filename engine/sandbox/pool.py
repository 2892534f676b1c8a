"""Several runners of jobs: each job goes to whichever is free."""

import marshal
import os
import queue
import secrets
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Protocol, Self

from torchquiz.engine.sandbox import ending
from torchquiz.engine.sandbox.forking import Forking
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.runner import CLOSED, Layer, LostError, Runner, Watch
from torchquiz.engine.sandbox.spawning import Spawning

MARSHAL = 2
"""The form that a job is written in, which every Python reads."""


class Workers(Protocol):
    """Whatever runs jobs, here or elsewhere."""

    @property
    def layers(self) -> dict[str, Layer]:
        """What confines them, known once they have run something."""
        ...

    def run(self, job: Job) -> Outcome:
        """Run a job in a fresh child."""
        ...


class Pool:
    """Several workers; a job goes to whichever is free. They run this interpreter, or another `python`."""

    def __init__(self, jobs: int = 1, python: str = "") -> None:
        self._workers = [_runner(python, processors) for processors in _shares(jobs)]
        self._free: queue.LifoQueue[Runner] = queue.LifoQueue()
        for worker in self._workers:
            self._free.put(worker)
        self.jobs = jobs
        self.snippets_run = 0
        self._is_closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def start(self) -> None:
        """Start the workers without waiting for them."""
        for worker in self._workers:
            worker.start()

    def run(self, job: Job, watch: Watch | None = None) -> Outcome:
        """Run a job on the next free worker; may be called from several threads.

        A program that is ended by SIGKILL every time is lost, for that does not tell who sent it: it counts for nobody, and
        proves nothing.

        `watch` is called in this thread, about every 0.1 s from the beginning, also while PyTorch is imported; what is printed
        reaches it line by line. When it returns False the snippet is ended, and its outcome is `cancelled`.

        Raises:
            WorkerError: the worker cannot start, for instance because PyTorch is not installed.
        """
        token = secrets.token_hex(16)
        letter = token.encode() + marshal.dumps(
            job.as_plain() | {"is_watched": watch is not None}, MARSHAL
        )
        worker = self._free.get()
        try:
            if self._is_closed:
                raise LostError(CLOSED)
            self.snippets_run += 1
            left = worker.run(letter, job.timeout_s, watch)
        except LostError as lost:
            return Outcome("lost", reason=str(lost))
        finally:
            self._free.put(worker)
        return ending.outcome(left, job, token)

    def map(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Run jobs side by side, in order."""
        with ThreadPoolExecutor(self.hands) as threads:
            yield from threads.map(self.run, jobs)

    @property
    def hands(self) -> int:
        """How many threads keep all workers busy: while a worker runs one's job, another prepares the next."""
        return self.jobs + 1

    @property
    def layers(self) -> dict[str, Layer]:
        """What confines the workers; empty until one of them has run something."""
        return next((worker.layers for worker in self._workers if worker.layers), {})

    def close(self) -> None:
        """End all workers for good; jobs that run or wait in other threads are lost."""
        self._is_closed = True
        for worker in self._workers:
            worker.close()


def _runner(python: str, processors: frozenset[int]) -> Runner:
    return Forking(python, processors) if hasattr(os, "fork") else Spawning(python)


def _shares(jobs: int) -> list[frozenset[int]]:
    """The processors of each of several workers, none where any will do.

    A worker waits for its child, and the child begins where the worker was. Left to itself, the kernel often has two of them take
    turns on one processor, for milliseconds, beside another that is idle.
    """
    processors = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    shares = [frozenset(processors[number::jobs]) for number in range(jobs)]
    return shares if jobs > 1 and all(shares) else [frozenset()] * jobs
