"""Starts a worker's process, exchanges messages with it, and terminates it.

The parent's side neither imports torch nor unpickles anything. The worker answers in JSON, with one
message per line.
"""

import contextlib
import json
import os
import select
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import WorkerError
from torchquiz.engine.sandbox.failed_start import failed_start
from torchquiz.engine.sandbox.files import Files
from torchquiz.engine.starting import STARTING

ZYGOTE = Path(__file__).with_name("worker") / "zygote.py"
JOB, KILL, USED = b"J", b"K", b"U"
STDERR = 2
END_S = 0.5
"""The number of seconds that a worker may take to exit once its socket is closed."""

ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    # Each library uses a single thread, because an inherited thread pool makes a child hang.
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # torch's profiler would write to stderr when it is imported.
    "KINETO_LOG_LEVEL": "99",
    "PYTHONDONTWRITEBYTECODE": "1",
}
"""The worker's environment. Snippets can read it, so it has none of the user's variables."""


@dataclass(frozen=True, slots=True)
class WorkerPlan:
    """A description of the jobs that a worker will run, so that it can prepare for them."""

    is_brief: bool = False
    """Whether only a few jobs will run, so that a second of preparation would not pay off."""
    module: str = ""
    """An installed module that every job imports, or an empty string if there is none.

    The worker imports it once, after it has been confined.
    """
    readable: tuple[str, ...] = ()
    """The full paths of files and folders that jobs may read besides the interpreter's own.

    A folder includes everything in it. Nothing may ever be written.
    """
    folder: str = ""
    """The full path of the jobs' working directory, or an empty string for the root folder.

    Jobs may read the files in it only if `readable` contains it.
    """


USUAL = WorkerPlan()
"""The plan for a worker if nothing is known about its jobs."""


class WorkerDiedError(Exception):
    """Raised if the worker's process has ended.

    This exception never leaves the package.
    """


class WorkerProcess:
    """The process of a worker, with the socket that connects it to this process.

    Creating the object starts the process without waiting for it.

    Args:
        python: the path of another interpreter with its own torch, or empty for this interpreter.
        processors: the processors that the process may run on, or empty for all of them.
        environment: environment variables that the process receives besides `ENVIRONMENT`.
        plan: a description of the jobs that the process will run.
    """

    def __init__(
        self,
        python: str = "",
        processors: frozenset[int] = frozenset(),
        environment: Mapping[str, str] | None = None,
        plan: WorkerPlan = USUAL,
    ) -> None:
        _fill_standard_streams()
        self.files = Files()
        """The files that both processes share and reuse for every job."""
        self._link, workers_end = socket.socketpair()
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the process)
        self._received = b""
        self._poll = select.poll()
        self._poll.register(self._link, select.POLLIN)
        with workers_end, STARTING:
            descriptors = [workers_end.fileno(), *self.files.descriptors]
            expected = (plan.is_brief, plan.module, plan.readable, plan.folder)
            arguments = list(map(json.dumps, (descriptors, search_path(python), *expected)))
            self._process = subprocess.Popen(
                # `-I` ignores the user's variables and folders, which could change what is loaded.
                [python or sys.executable, "-I", str(ZYGOTE), *arguments],
                pass_fds=descriptors,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._stderr,
                env=ENVIRONMENT | dict(environment or {}),
                cwd="/",
                # A session of its own, so that Ctrl+C in the terminal does not reach it.
                start_new_session=True,
            )
        if processors:
            os.sched_setaffinity(self._process.pid, processors)

    @property
    def pid(self) -> int:
        """The worker's process ID, as seen from this process."""
        return self._process.pid

    def send(self, order: bytes) -> None:
        """Send an order about the job in the files.

        `JOB` runs it, `KILL` kills it, and `USED` requests the processor time that it has used.

        Raises:
            WorkerDiedError: the worker has ended.
        """
        try:
            self._link.send(order)
        except OSError:
            raise WorkerDiedError from None

    def receive(self, seconds: float) -> dict[str, Any] | None:
        """Wait for the next message and return it. Return None if none arrives within `seconds`.

        Raises:
            WorkerDiedError: the worker has ended, so no message will arrive.
        """
        deadline = time.monotonic() + seconds
        while b"\n" not in self._received:
            remaining_ms = max(0.0, deadline - time.monotonic()) * 1000
            if not self._poll.poll(remaining_ms):
                return None
            self._received += self._receive_bytes()
        line, _, self._received = self._received.partition(b"\n")
        message: dict[str, Any] = json.loads(line)
        return message

    def failed_start(self) -> WorkerError:
        """Return an error that explains why this worker died or did not start in time."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_S)
        self._stderr.seek(0)
        stderr = self._stderr.read().decode(errors="replace")
        return failed_start(self._process.returncode, stderr)

    def kill(self) -> None:
        """Kill the process immediately. A thread waiting in `receive` gets a `WorkerDiedError`."""
        self._process.kill()

    def close(self, *, at_once: bool) -> None:
        """Terminate the process and everything that it runs.

        Args:
            at_once: whether to kill the process immediately. This is needed while it imports torch,
                because it then does not notice that its socket has been closed.
        """
        self._link.close()
        if at_once:
            self._process.kill()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._stderr.close()
        self.files.close()

    def _receive_bytes(self) -> bytes:
        try:
            received = self._link.recv(1 << 16)
        except ConnectionError:
            received = b""
        if not received:
            raise WorkerDiedError
        return received


def _fill_standard_streams() -> None:
    """Open /dev/null in place of every standard stream that is closed.

    Otherwise one of the shared files could get a descriptor that the worker needs for its own
    standard streams.
    """
    while True:
        descriptor = os.open(os.devnull, os.O_RDWR)
        if descriptor > STDERR:
            os.close(descriptor)
            return


def search_path(python: str) -> list[str]:
    """Return a list with the folder that contains this interpreter's torch.

    With `-I` a worker ignores packages in the user's own folders, so it might not find torch. The
    list is empty for another interpreter, which finds its own torch.
    """
    if python:
        return []
    spec = find_spec("torch")
    return [str(Path(spec.origin).parent.parent)] if spec and spec.origin else []
