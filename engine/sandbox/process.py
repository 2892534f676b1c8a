"""The worker's process as its parent holds it: how it is started, spoken to and ended, whatever it is asked to do.

It never imports torch and never unpickles: what comes back is JSON.
"""

import contextlib
import json
import select
import socket
import subprocess
import sys
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ZYGOTE = Path(__file__).with_name("worker") / "zygote.py"
HEADER = 8
END_S = 0.5
"""How long a worker may take to end by itself, once it is told that nobody waits for it."""

ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "LANG": "C.UTF-8",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "PYTHONDONTWRITEBYTECODE": "1",
}


class WorkerDiedError(Exception):
    """The worker's process is gone; inside this room only."""


class Process:
    """A process with torch, started but not waited for, and the link to it."""

    def __init__(self) -> None:
        self._link, theirs = socket.socketpair()
        self._complaints = tempfile.TemporaryFile()  # noqa: SIM115 (closed with the process)
        self._inbox = bytearray()
        self._poll = select.poll()
        self._poll.register(self._link, select.POLLIN)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", str(ZYGOTE), str(theirs.fileno()), json.dumps(_search_path())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._complaints,
                env=ENVIRONMENT,
                cwd="/",
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """Its number, as this process sees it."""
        return self._process.pid

    def send(self, message: dict[str, Any], files: list[int]) -> None:
        """Send a message with open files attached.

        Raises:
            WorkerDiedError: nobody is there to receive it.
        """
        body = json.dumps(message).encode()
        data = len(body).to_bytes(HEADER, "big") + body
        try:
            sent = socket.send_fds(self._link, [data], files) if files else self._link.send(data)
            self._link.sendall(data[sent:])
        except OSError:
            raise WorkerDiedError from None

    def receive(self, seconds: float) -> dict[str, Any] | None:
        """The next message; None when it takes longer than `seconds`.

        Raises:
            WorkerDiedError: none will come.
        """
        deadline = time.monotonic() + seconds
        while (end := self._end_of_message()) is None:
            if not self._poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
                return None
            self._inbox += self._part()
        message: dict[str, Any] = json.loads(self._inbox[HEADER:end])
        del self._inbox[:end]
        return message

    def last_complaint(self) -> str:
        """The last line that it wrote to its standard error, or its status; to be asked for once it has died."""
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(END_S)
        self._complaints.seek(0)
        lines = self._complaints.read().decode(errors="replace").strip().splitlines()
        return lines[-1].rstrip(".") if lines else f"it ended with status {self._process.returncode}"

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

    def _end_of_message(self) -> int | None:
        """Where the first message in the inbox ends; None while it is not complete."""
        end = HEADER + int.from_bytes(self._inbox[:HEADER], "big")
        return end if HEADER <= len(self._inbox) >= end else None

    def _part(self) -> bytes:
        try:
            part = self._link.recv(1 << 16)
        except ConnectionError:
            part = b""
        if not part:
            raise WorkerDiedError
        return part


def _search_path() -> list[str]:
    """The folder that holds the torch of this interpreter: `-I` leaves out the user's own site-packages."""
    spec = find_spec("torch")
    return [str(Path(spec.origin).parent.parent)] if spec and spec.origin else []
