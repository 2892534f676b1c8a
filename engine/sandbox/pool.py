"""The parent's side of the worker: hands out jobs, bounds their time, and turns whatever happens into outcomes.

It never imports torch and never unpickles; it decides from the report's JSON, the size of the output and the kernel's wait
status.
"""

import contextlib
import json
import os
import queue
import secrets
import select
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Protocol, Self

from engine.errors import WorkerError
from engine.sandbox import report
from engine.sandbox.job import Job, Outcome

ZYGOTE = Path(__file__).with_name("worker") / "zygote.py"
HEADER = 8
OUTPUT_CAP = 64 << 10
"""Bytes of output that are kept; a snippet that writes far more is stopped by the worker."""
FILE_CAP = 1 << 20
KILL_GRACE_S = 5.0
START_S = 120.0
ENDED_BY = "it was ended by"
KILLED = f"{ENDED_BY} SIGKILL"
TIMES_KILLED = 3
"""So often is a program tried whose child is ended from outside."""

ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}


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


class WorkerDiedError(Exception):
    """The worker's process is gone; inside this module only."""


class Worker:
    """One process with torch that runs one job at a time, each in a fresh child."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._link: socket.socket | None = None
        self._complaints: IO[bytes] | None = None
        self._is_ready = False
        self._inbox = bytearray()
        self.layers: dict[str, Layer] = {}
        """What confines the worker, known once it has run something."""

    def start(self) -> None:
        """Start the process without waiting for it; does nothing when it runs."""
        if self._process is not None:
            return
        ours, theirs = socket.socketpair()
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the worker)
        command = [sys.executable, "-I", str(ZYGOTE), str(theirs.fileno()), json.dumps(_search_path())]
        self._process = subprocess.Popen(
            command,
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._complaints,
            env=ENVIRONMENT,
            cwd="/",
            start_new_session=True,
        )
        theirs.close()
        self._link = ours

    def run(self, job: Job) -> Outcome:
        """Run a job; again when the worker dies under it, or when its child is ended from outside.

        SIGKILL does not tell who sent it. A program that is ended by it every time is lost: it counts for nobody, and proves
        nothing.

        Raises:
            WorkerError: the worker cannot start, for instance because PyTorch is not installed.
        """
        for _ in range(TIMES_KILLED):
            outcome = self._run_to_the_end(job)
            if outcome.reason != KILLED:
                return outcome
        return Outcome("lost", reason=f"{KILLED} {TIMES_KILLED} times")

    def close(self) -> None:
        """End the process and what it runs."""
        if self._process is None or self._link is None or self._complaints is None:
            return
        self._link.close()
        if not self._is_ready:
            self._process.kill()
        try:
            self._process.wait(0.5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._complaints.close()
        self._process, self._link, self._complaints, self._is_ready = None, None, None, False
        self._inbox.clear()

    def _run_to_the_end(self, job: Job) -> Outcome:
        """Run a job; when the worker dies under it or while it starts, once more on a new one."""
        for is_last in (False, True):
            self.start()
            try:
                return self._run(job)
            except WorkerDiedError:
                was_ready = self._is_ready
                reason = self._last_complaint()
                self.close()
                if is_last and not was_ready:
                    raise WorkerError(f"The worker cannot start: {reason}. Is PyTorch installed for {sys.executable}?") from None
        return Outcome("lost", reason="the worker died twice while it ran")

    def _run(self, job: Job) -> Outcome:
        files = [_scratch(name) for name in ("job", "report", "output", "warnings")]
        token = secrets.token_hex(16)
        try:
            os.pwrite(files[0], token.encode() + json.dumps(job.as_plain()).encode(), 0)
            self._send({"job": "attached"}, files)
            self._await_start()
            answer = self._await(job.timeout_s)
            is_late = answer is None
            if answer is None:
                self._send({"kill": True}, [])
                answer = self._await(KILL_GRACE_S)
            if answer is None:
                raise WorkerDiedError
            return _outcome(answer["status"], is_late, job, files[1:], token)
        finally:
            for file in files:
                os.close(file)

    def _await_start(self) -> None:
        """Wait until the job's child runs: a snippet's time does not pay for the import of torch."""
        while True:
            message = self._await(START_S)
            if message is None:
                raise WorkerDiedError
            self._is_ready = True
            if "ready" in message:
                self.layers = {name: Layer(*said) for name, said in message["layers"].items()}
            if "started" in message:
                return

    def _await(self, seconds: float) -> dict[str, Any] | None:
        """The next message from the worker; None when it takes longer than `seconds`."""
        assert self._link is not None
        deadline = time.monotonic() + seconds
        poll = select.poll()
        poll.register(self._link, select.POLLIN)
        while len(self._inbox) < HEADER + int.from_bytes(self._inbox[:HEADER], "big") or len(self._inbox) < HEADER:
            if not poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
                return None
            try:
                part = self._link.recv(1 << 16)
            except ConnectionError:
                part = b""
            if not part:
                raise WorkerDiedError
            self._inbox += part
        end = HEADER + int.from_bytes(self._inbox[:HEADER], "big")
        message: dict[str, Any] = json.loads(self._inbox[HEADER:end])
        del self._inbox[:end]
        return message

    def _send(self, message: dict[str, Any], files: list[int]) -> None:
        assert self._link is not None
        body = json.dumps(message).encode()
        data = len(body).to_bytes(HEADER, "big") + body
        try:
            sent = socket.send_fds(self._link, [data], files) if files else self._link.send(data)
            self._link.sendall(data[sent:])
        except OSError:
            raise WorkerDiedError from None

    def _last_complaint(self) -> str:
        assert self._complaints is not None and self._process is not None
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(0.5)
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        return lines[-1].rstrip(".") if lines else f"it ended with status {self._process.returncode}"


class Pool:
    """Several workers; a job goes to whichever is free."""

    def __init__(self, jobs: int = 1) -> None:
        self._workers = [Worker() for _ in range(jobs)]
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

    def run(self, job: Job) -> Outcome:
        """Run a job on the next free worker; may be called from several threads.

        Raises:
            WorkerError: as for `Worker.run`.
        """
        worker = self._free.get()
        try:
            self.snippets_run += 1
            return worker.run(job)
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


def _search_path() -> list[str]:
    """The folder that holds the torch of this interpreter: `-I` leaves out the user's own site-packages."""
    spec = find_spec("torch")
    return [str(Path(spec.origin).parent.parent)] if spec and spec.origin else []


def _scratch(name: str) -> int:
    """A file in memory where the system has them, else one without a name on disk."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create(name)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


def _outcome(status: int, is_late: bool, job: Job, files: list[int], token: str) -> Outcome:
    reported, output, warnings = files
    printed = report.shown(_read(output, OUTPUT_CAP))
    grumbled = report.shown(_read(warnings, OUTPUT_CAP))
    if reason := _why_unfinished(status, is_late, job, files, grumbled):
        return Outcome("timeout" if is_late else "killed", output=printed, warnings=grumbled, reason=reason)
    text = _read(reported, FILE_CAP)
    try:
        if not text.startswith(token):
            raise report.ForgedError
        raised, answers, elapsed_ms = report.read(text[len(token) :], job.asks)
    except report.ForgedError:
        reason = "it put something else in the place of its report" if text else "it ended itself before it could report"
        return Outcome("killed", output=printed, warnings=grumbled, reason=reason)
    return Outcome("finished", raised, answers, printed, grumbled, elapsed_ms)


def _why_unfinished(status: int, is_late: bool, job: Job, files: list[int], grumbled: str) -> str:
    if is_late:
        return f"it was stopped after {job.timeout_s:g} s"
    reported, output, warnings = (os.fstat(file).st_size >= FILE_CAP for file in files)
    if output or warnings:
        return f"it printed more than {FILE_CAP >> 10} KiB"
    if reported:
        return "its values are too large to be reported"
    if os.WIFSIGNALED(status):
        return f"{ENDED_BY} {_signal_name(os.WTERMSIG(status))}"
    code = os.WEXITSTATUS(status)
    if code == 0:
        return ""
    last = grumbled.strip().splitlines()[-1:]
    return f"it ended itself with status {code}" + (f": {last[0]}" if last else "")


def _read(file: int, cap: int) -> str:
    return os.pread(file, cap, 0).decode(errors="replace")


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"
