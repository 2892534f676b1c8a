"""The parent's side of the worker: hands out jobs, bounds their time, and begins anew when a worker dies."""

import json
import os
import queue
import secrets
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from engine.errors import WorkerError
from engine.sandbox import ending
from engine.sandbox.ending import KILLED, Files, Stopped
from engine.sandbox.job import Job, Outcome
from engine.sandbox.process import JOB, KILL, Process, WorkerDiedError

KILL_GRACE_S = 5.0
START_S = 120.0
WATCH_S = 0.1
"""How often a watcher is asked."""
TIMES_KILLED = 3
"""So often is a program tried whose child is ended from outside."""

Watch = Callable[[str], bool]
"""Told what a snippet has printed so far, from its beginning; returns whether it may go on."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the worker's confinement."""

    is_active: bool
    detail: str
    """What is in force, or why it is not."""


class Workers(Protocol):
    """Whatever runs jobs, here or elsewhere."""

    @property
    def layers(self) -> dict[str, Layer]:
        """What confines them, known once they have run something."""
        ...

    def run(self, job: Job) -> Outcome:
        """Run a job in a fresh child."""
        ...


class Worker:
    """One process with torch that runs one job at a time, each in a fresh child; of this interpreter, or of another `python`."""

    def __init__(self, python: str = "") -> None:
        self._python = python
        self._process: Process | None = None
        self._is_ready = self._is_warm = False
        self.layers: dict[str, Layer] = {}
        """What confines the worker, known once it has run something."""

    def start(self) -> None:
        """Start the process without waiting for it; does nothing when it runs."""
        self._started()

    def run(self, job: Job, watch: Watch | None = None) -> Outcome:
        """Run a job; again when the worker dies under it, or when its child is ended from outside.

        SIGKILL does not tell who sent it. A program that is ended by it every time is lost: it counts for nobody, and proves
        nothing.

        `watch` is called in this thread, about every 0.1 s from the beginning, also while PyTorch is imported; what is printed
        reaches it line by line. When it returns False the snippet is ended, and its outcome is `cancelled`.

        Raises:
            WorkerError: the worker cannot start, for instance because PyTorch is not installed.
        """
        for _ in range(TIMES_KILLED):
            outcome = self._run_to_the_end(job, watch)
            if outcome.reason != KILLED:
                return outcome
        return Outcome("lost", reason=f"{KILLED} {TIMES_KILLED} times")

    def close(self) -> None:
        """End the process and what it runs."""
        if self._process is not None:
            self._process.close(at_once=not self._is_ready)
            self._process, self._is_ready, self._is_warm = None, False, False

    def _started(self) -> Process:
        if self._process is None:
            self._process = Process(self._python)
        return self._process

    def _run_to_the_end(self, job: Job, watch: Watch | None) -> Outcome:
        """Run a job; when the worker dies under it or while it starts, once more on a new one."""
        for is_last in (False, True):
            process = self._started()
            try:
                return self._run(process, job, watch)
            except WorkerDiedError:
                was_ready = self._is_ready
                reason = process.last_complaint()
                self.close()
                if is_last and not was_ready:
                    raise WorkerError(f"The worker cannot start: {reason}. Is PyTorch installed for {sys.executable}?") from None
            except BaseException:
                self.close()
                raise
        return Outcome("lost", reason="the worker died twice while it ran")

    def _run(self, process: Process, job: Job, watch: Watch | None) -> Outcome:
        opened = [_scratch(name) for name in ("job", "report", "output", "warnings")]
        files, token = Files(*opened[1:]), secrets.token_hex(16)
        try:
            plain = job.as_plain() | {"is_watched": watch is not None}
            os.pwrite(opened[0], (token + json.dumps(plain)).encode(), 0)
            process.send(JOB, opened)
            if not self._await_start(process, watch):
                self.close()
                return Outcome("cancelled", reason=ending.CANCELLED)
            answer = _next(process, job.timeout_s, files, watch)
            if not isinstance(answer, str):
                return ending.outcome(answer["status"], None, job, files, token)
            process.send(KILL)
            return ending.outcome(_answered(process)["status"], answer, job, files, token)
        finally:
            for file in opened:
                os.close(file)

    def _await_start(self, process: Process, watch: Watch | None) -> bool:
        """Wait until the job's child runs: a snippet's time does not pay for the import of torch. False when cancelled.

        Once the worker is warm nothing keeps the child from running, and it does not say so.
        """
        while not self._is_warm:
            message = _next(process, START_S, None, watch)
            if message == "timeout":
                raise WorkerDiedError
            if isinstance(message, str):
                return False
            self._is_ready = True
            if "ready" in message:
                self.layers = {name: Layer(*said) for name, said in message["layers"].items()}
            self._is_warm = "warm" in message
            if "started" in message:
                break
        return True


class Pool:
    """Several workers; a job goes to whichever is free."""

    def __init__(self, jobs: int = 1, python: str = "") -> None:
        self._workers = [Worker(python) for _ in range(jobs)]
        self._free: queue.LifoQueue[Worker] = queue.LifoQueue()
        for worker in self._workers:
            self._free.put(worker)
        self.jobs = jobs
        self.snippets_run = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def start(self) -> None:
        """Start the workers without waiting for them."""
        for worker in self._workers:
            worker.start()

    def run(self, job: Job, watch: Watch | None = None) -> Outcome:
        """Run a job on the next free worker; may be called from several threads. `watch` is as for `Worker.run`.

        Raises:
            WorkerError: as for `Worker.run`.
        """
        worker = self._free.get()
        try:
            self.snippets_run += 1
            return worker.run(job, watch)
        finally:
            self._free.put(worker)

    def map(self, jobs: Iterable[Job]) -> Iterator[Outcome]:
        """Run jobs side by side, in order."""
        with ThreadPoolExecutor(self.jobs) as threads:
            yield from threads.map(self.run, jobs)

    @property
    def layers(self) -> dict[str, Layer]:
        """What confines the workers; empty until one of them has run something."""
        return next((worker.layers for worker in self._workers if worker.layers), {})

    def close(self) -> None:
        """End all workers."""
        for worker in self._workers:
            worker.close()


def _next(process: Process, seconds: float, files: Files | None, watch: Watch | None) -> dict[str, Any] | Stopped:
    """The worker's next message, or why it is not waited for any longer; the watcher is asked on the way."""
    deadline = time.monotonic() + seconds
    while (left := deadline - time.monotonic()) > 0:
        message = process.receive(min(left, WATCH_S) if watch else left)
        if message is not None:
            return message
        if watch and not watch(files.printed() if files else ""):
            return "cancelled"
    return "timeout"


def _answered(process: Process) -> dict[str, Any]:
    """The worker's answer to the order to end a child."""
    message = process.receive(KILL_GRACE_S)
    if message is None:
        raise WorkerDiedError
    return message


def _scratch(name: str) -> int:
    """A file in memory where the system has them, else one without a name on disk."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create(name)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
