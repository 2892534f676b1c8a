"""Starts a worker's process, exchanges messages with it, and ends it.

This side never imports torch and never unpickles: the worker answers in JSON, one message a line.
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
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from torchquiz.engine.errors import WorkerError
from torchquiz.engine.sandbox.failed_start import failed_start
from torchquiz.engine.sandbox.files import Files

ZYGOTE = Path(__file__).with_name("worker") / "zygote.py"
JOB, KILL = b"J", b"K"
STDERR = 2
END_S = 0.5
"""Seconds that a worker may take to exit once its link is closed."""

ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    # One thread each: an inherited thread pool makes a child hang.
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    # torch's profiler would write to stderr when it is imported.
    "KINETO_LOG_LEVEL": "99",
    "PYTHONDONTWRITEBYTECODE": "1",
}
"""The worker's environment; it has none of the user's variables, because a snippet can read it."""


class WorkerDiedError(Exception):
    """The worker's process is gone; raised only in the sandbox."""


class WorkerProcess:
    """A process that imports torch, and the socket to talk to it.

    It is started without waiting for it.

    Args:
        python: another interpreter, which has its own torch; empty for this one.
        processors: the processors that it may run on; empty for any.
        environment: variables that it gets besides `ENVIRONMENT`.
    """

    def __init__(
        self,
        python: str = "",
        processors: frozenset[int] = frozenset(),
        environment: Mapping[str, str] | None = None,
    ) -> None:
        _fill_standard_streams()
        self.files = Files()
        """The files that it shares with the worker, for one job after another."""
        self._link, workers_end = socket.socketpair()
        self._stderr = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the process)
        self._received = b""
        self._poll = select.poll()
        self._poll.register(self._link, select.POLLIN)
        with workers_end:
            descriptors = [workers_end.fileno(), *self.files.descriptors]
            arguments = [json.dumps(descriptors), json.dumps(search_path(python))]
            self._process = subprocess.Popen(
                # `-I` ignores the user's variables and folders, which could change what is loaded.
                [python or sys.executable, "-I", str(ZYGOTE), *arguments],
                pass_fds=descriptors,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._stderr,
                env=ENVIRONMENT | dict(environment or {}),
                cwd="/",
                # So that Ctrl+C in the terminal does not reach it.
                start_new_session=True,
            )
        if processors:
            os.sched_setaffinity(self._process.pid, processors)

    @property
    def pid(self) -> int:
        """Process number, as this process sees it."""
        return self._process.pid

    def send(self, order: bytes) -> None:
        """Send an order: run the `JOB` in the files, or `KILL` the one that is running.

        Raises:
            WorkerDiedError: the worker is gone.
        """
        try:
            self._link.send(order)
        except OSError:
            raise WorkerDiedError from None

    def receive(self, seconds: float) -> dict[str, Any] | None:
        """Return the next message; None if it takes longer than `seconds`.

        Raises:
            WorkerDiedError: the worker is gone, so that no message will come.
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
        """Return the error about this worker, which has died or did not start in time."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_S)
        self._stderr.seek(0)
        stderr = self._stderr.read().decode(errors="replace")
        return failed_start(self._process.returncode, stderr)

    def kill(self) -> None:
        """Kill the process at once; a thread that waits for a message gets WorkerDiedError."""
        self._process.kill()

    def close(self, *, at_once: bool) -> None:
        """End the process and what it runs.

        Args:
            at_once: kill it; while it imports torch it would not notice that its link is closed.
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

    Otherwise one of our files could get its number, which the worker uses for its own stream.
    """
    while True:
        descriptor = os.open(os.devnull, os.O_RDWR)
        if descriptor > STDERR:
            os.close(descriptor)
            return


def search_path(python: str) -> list[str]:
    """Return the folder that contains this interpreter's torch, as a list.

    With `-I` a worker ignores the user's own packages, so it might not find torch. The list is
    empty for another interpreter, which finds its own torch.
    """
    if python:
        return []
    spec = find_spec("torch")
    return [str(Path(spec.origin).parent.parent)] if spec and spec.origin else []
