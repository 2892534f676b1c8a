"""The worker's process as its parent holds it: how it is started, spoken to and ended, whatever it is asked to do.

It never imports torch and never unpickles: what comes back is JSON, a message a line.
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
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from torchquiz.engine.sandbox.files import Files

ZYGOTE = Path(__file__).with_name("worker") / "zygote.py"
JOB, KILL = b"J", b"K"
STANDARD_ERROR = 2
END_S = 0.5
"""How long a worker may take to end by itself, once it is told that nobody waits for it."""

ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "KINETO_LOG_LEVEL": "99",
    "PYTHONDONTWRITEBYTECODE": "1",
}


class WorkerDiedError(Exception):
    """The worker's process is gone; inside this room only."""


class Process:
    """A process with torch, started but not waited for, and the link to it.

    Args:
        python: another interpreter, with a torch of its own; empty for this one.
        processors: on which it runs; on any when there are none.
    """

    def __init__(self, python: str = "", processors: frozenset[int] = frozenset()) -> None:
        _fill_standard_streams()
        self.files = Files()
        """What it shares with the worker, for one job after another."""
        self._link, theirs = socket.socketpair()
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the process)
        self._inbox = b""
        self._poll = select.poll()
        self._poll.register(self._link, select.POLLIN)
        with theirs:
            descriptors = [theirs.fileno(), *self.files.numbers]
            self._process = subprocess.Popen(
                [
                    python or sys.executable,
                    "-I",
                    str(ZYGOTE),
                    json.dumps(descriptors),
                    json.dumps(search_path(python)),
                ],
                pass_fds=descriptors,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._complaints,
                env=ENVIRONMENT,
                cwd="/",
                start_new_session=True,
            )
        if processors:
            os.sched_setaffinity(self._process.pid, processors)

    @property
    def pid(self) -> int:
        """Its number, as this process sees it."""
        return self._process.pid

    def send(self, order: bytes) -> None:
        """Send an order: to run the `JOB` that lies in the files, or to `KILL` the one that runs.

        Raises:
            WorkerDiedError: nobody is there to receive it.
        """
        try:
            self._link.send(order)
        except OSError:
            raise WorkerDiedError from None

    def receive(self, seconds: float) -> dict[str, Any] | None:
        """The next message; None when it takes longer than `seconds`.

        Raises:
            WorkerDiedError: none will come.
        """
        deadline = time.monotonic() + seconds
        while b"\n" not in self._inbox:
            if not self._poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
                return None
            self._inbox += self._part()
        line, _, self._inbox = self._inbox.partition(b"\n")
        message: dict[str, Any] = json.loads(line)
        return message

    def last_complaint(self) -> str:
        """The last line that it wrote to its standard error, or its status; to be asked for once it has died."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_S)
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        return (
            lines[-1].rstrip(".") if lines else f"it ended with status {self._process.returncode}"
        )

    def kill(self) -> None:
        """End the process at once; whoever waits for its next message finds that none will come."""
        self._process.kill()

    def close(self, *, at_once: bool) -> None:
        """End the process and what it runs; one that still imports torch does not notice that its link is closed."""
        self._link.close()
        if at_once:
            self._process.kill()
        try:
            self._process.wait(END_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._complaints.close()
        self.files.close()

    def _part(self) -> bytes:
        try:
            part = self._link.recv(1 << 16)
        except ConnectionError:
            part = b""
        if not part:
            raise WorkerDiedError
        return part


def _fill_standard_streams() -> None:
    """Where a standard stream is closed, no file of ours may take its number: a worker has streams of its own there."""
    while (number := os.open(os.devnull, os.O_RDWR)) <= STANDARD_ERROR:
        continue
    os.close(number)


def search_path(python: str) -> list[str]:
    """The folder that holds the torch of this interpreter: `-I` leaves out the user's own packages. Another finds its own."""
    if python:
        return []
    spec = find_spec("torch")
    return [str(Path(spec.origin).parent.parent)] if spec and spec.origin else []
