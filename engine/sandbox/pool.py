"""Runs jobs on several workers, giving each job to a worker that is free."""

import marshal
import os
import queue
import secrets
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Protocol, Self

from torchquiz.engine.sandbox import ending
from torchquiz.engine.sandbox.forking import ForkingRunner
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.job_runner import CLOSED, JobRunner, Layer, LostError, Watch
from torchquiz.engine.sandbox.spawning import SpawningRunner
from torchquiz.engine.sandbox.worker_process import USUAL, WorkerPlan

MARSHAL = 2
"""The version of the marshal format, which every Python can read, including the worker's."""
TWIN = {"MALLOC_PERTURB_": "165"}
"""The environment of a twin worker, which makes glibc fill new memory with non-zero bytes."""


class Workers(Protocol):
    """The interface of anything that runs jobs, whether in this process or in another one."""

    @property
    def layers(self) -> dict[str, Layer]:
        """The sandbox's layers of protection around the workers, by name.

        The dictionary is empty until the workers have run a job.
        """
        ...

    def run(self, job: Job) -> Outcome:
        """Run a job in a fresh child process."""
        ...


class Pool:
    """A pool of workers. Each job runs on a worker that is free.

    Args:
        jobs: the number of workers.
        python: the path of another interpreter with its own torch, or empty for this interpreter.
        plan: a description of the jobs that the workers will run.
    """

    def __init__(self, jobs: int = 1, python: str = "", plan: WorkerPlan = USUAL) -> None:
        self._workers = [_runner(python, processors, plan) for processors in _processors(jobs)]
        # Last in, first out, so that a single learner always gets the worker that is already warm.
        self._free: queue.LifoQueue[JobRunner] = queue.LifoQueue()
        for worker in self._workers:
            self._free.put(worker)
        # Twins start with their first job. A learner, who proves nothing, never needs them.
        self._twins = [_runner(python, frozenset(), plan, TWIN) for _ in range(max(1, jobs // 2))]
        self._free_twins: queue.LifoQueue[JobRunner] = queue.LifoQueue()
        for twin in self._twins:
            self._free_twins.put(twin)
        self.jobs = jobs
        self.snippets_run = 0
        self.seconds: defaultdict[str, float] = defaultdict(float)
        """The number of seconds that workers were busy, by the purpose of the job."""
        self._counting = threading.Lock()
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

    def start(self, *, with_twins: bool = False) -> None:
        """Start the workers without waiting for them.

        Args:
            with_twins: whether to start the twins as well. A twin is a worker with a different hash
                seed and memory layout, which a proof needs to run code a second time.
        """
        for worker in (*self._workers, *(self._twins if with_twins else ())):
            worker.start()

    def run(self, job: Job, watch: Watch | None = None) -> Outcome:
        """Run a job on the next free worker. Several threads may call this at the same time.

        The outcome is `lost` if SIGKILL kills the job's process at every attempt. The sender of the
        signal is unknown, so the snippet may not be at fault.

        Args:
            job: the job to run.
            watch: a function that is called in this thread about every 0.1 s, even while PyTorch is
                being imported. It receives everything that the snippet has printed so far. If it
                returns False, the snippet is stopped and its outcome is `cancelled`.

        Raises:
            WorkerError: the worker cannot start, for instance because PyTorch is not installed.
        """
        # A report must begin with the token, which only the parent and the child's reporter know.
        token = secrets.token_hex(16)
        plain = job.as_plain() | {"is_watched": watch is not None}
        job_bytes = token.encode() + marshal.dumps(plain, MARSHAL)
        free = self._free_twins if job.on_twin else self._free
        worker = free.get()
        try:
            if self._is_closed:
                raise LostError(CLOSED)
            began = time.perf_counter()
            try:
                child_exit = worker.run(job_bytes, job.timeout_s, watch)
            finally:
                self._count(job.purpose, time.perf_counter() - began)
        except LostError as lost:
            return Outcome("lost", reason=str(lost))
        finally:
            free.put(worker)
        return ending.outcome(child_exit, job, token)

    def _count(self, purpose: str, seconds: float) -> None:
        with self._counting:
            self.snippets_run += 1
            self.seconds[purpose] += seconds

    def map(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Run jobs in parallel, and return their outcomes in the order of the jobs."""
        with ThreadPoolExecutor(self.thread_count) as threads:
            yield from threads.map(self.run, jobs)

    @property
    def thread_count(self) -> int:
        """The number of threads needed to keep all workers busy.

        It is one more than the number of workers, so that the next job can be prepared while all of
        them are running.
        """
        return self.jobs + 1

    @property
    def layers(self) -> dict[str, Layer]:
        """The sandbox's layers of protection around the workers, by name.

        The dictionary is empty until one of the workers has run a job.
        """
        return next((worker.layers for worker in self._workers if worker.layers), {})

    def close(self) -> None:
        """Stop all workers for good. Jobs that run or wait in other threads are lost."""
        self._is_closed = True
        for worker in (*self._workers, *self._twins):
            worker.close()


def _runner(
    python: str,
    processors: frozenset[int],
    plan: WorkerPlan,
    environment: Mapping[str, str] | None = None,
) -> JobRunner:
    """Create a runner that forks for each job, or starts a new process on a system without fork."""
    if hasattr(os, "fork"):
        return ForkingRunner(python, processors, environment, plan)
    return SpawningRunner(python)


def _processors(jobs: int) -> list[frozenset[int]]:
    """Choose the set of processors on which each worker may run. An empty set allows any processor.

    A worker waits for its child, and the child starts on the worker's processor. Without pinning,
    the kernel often lets two children share one processor for milliseconds while another processor
    is idle.
    """
    available = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    if jobs == 1 or len(available) < jobs:
        return [frozenset()] * jobs
    return [frozenset(available[number::jobs]) for number in range(jobs)]
