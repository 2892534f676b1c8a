"""The parent's side of the worker: hands out jobs, bounds their time, and begins anew when a worker dies."""

import marshal
import queue
import secrets
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Protocol, Self

from engine.errors import WorkerError
from engine.sandbox import ending
from engine.sandbox.ending import KILLED
from engine.sandbox.files import Files, Left, Stopped
from engine.sandbox.job import Job, Outcome
from engine.sandbox.process import JOB, KILL, Process, WorkerDiedError

KILL_GRACE_S = 5.0
START_S = 120.0
WATCH_S = 0.1
"""How often a watcher is asked."""
MARSHAL = 2
"""The form that a job is written in, which every Python reads."""
TIMES_KILLED = 3
"""So often is a program tried whose child is ended from outside."""

Watch = Callable[[str], bool]
"""Told what a snippet has printed so far, from its beginning; returns whether it may go on."""

NOTHING = Left(0, "cancelled", b"", b"", b"", is_flood=False)
"""What is left of a job that was cancelled before it began."""


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


class LostError(Exception):
    """The worker died, or its child was ended, and nobody knows by whom; inside this room only."""


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

    def run(self, letter: bytes, timeout_s: float, watch: Watch | None) -> Left:
        """Run the job of a letter; again when the worker dies under it, or when its child is ended from outside.

        Raises:
            LostError: it did not come to its end, which is nobody's fault who is known.
            WorkerError: the worker cannot start, for instance because PyTorch is not installed.
        """
        for _ in range(TIMES_KILLED):
            left = self._run_to_the_end(letter, timeout_s, watch)
            if not ending.was_killed(left):
                return left
        raise LostError(f"{KILLED} {TIMES_KILLED} times")

    def close(self) -> None:
        """End the process and what it runs."""
        if self._process is not None:
            self._process.close(at_once=not self._is_ready)
            self._process, self._is_ready, self._is_warm = None, False, False

    def _started(self) -> Process:
        if self._process is None:
            self._process = Process(self._python)
        return self._process

    def _run_to_the_end(self, letter: bytes, timeout_s: float, watch: Watch | None) -> Left:
        """Run a job; when the worker dies under it or while it starts, once more on a new one."""
        for is_last in (False, True):
            process = self._started()
            try:
                return self._run(process, letter, timeout_s, watch)
            except WorkerDiedError:
                was_ready = self._is_ready
                reason = process.last_complaint()
                self.close()
                if is_last and not was_ready:
                    raise WorkerError(f"The worker cannot start: {reason}. Is PyTorch installed for {sys.executable}?") from None
            except BaseException:
                self.close()
                raise
        raise LostError("the worker died twice while it ran")

    def _run(self, process: Process, letter: bytes, timeout_s: float, watch: Watch | None) -> Left:
        files = process.files
        files.begin(letter)
        process.send(JOB)
        if not self._await_start(process, watch):
            self.close()
            return NOTHING
        answer = _next(process, timeout_s, files, watch)
        if not isinstance(answer, str):
            return files.left(answer["status"], None)
        process.send(KILL)
        return files.left(_answered(process)["status"], answer)

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
        """Run a job on the next free worker; may be called from several threads.

        A program that is ended by SIGKILL every time is lost, for that does not tell who sent it: it counts for nobody, and
        proves nothing.

        `watch` is called in this thread, about every 0.1 s from the beginning, also while PyTorch is imported; what is printed
        reaches it line by line. When it returns False the snippet is ended, and its outcome is `cancelled`.

        Raises:
            WorkerError: the worker cannot start, for instance because PyTorch is not installed.
        """
        token = secrets.token_hex(16)
        letter = token.encode() + marshal.dumps(job.as_plain() | {"is_watched": watch is not None}, MARSHAL)
        worker = self._free.get()
        try:
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
