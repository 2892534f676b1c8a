"""A program of its own in a terminal of its own: keys in, and how long it takes until something stands there."""

import fcntl
import os
import pty
import re
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

TIMEOUT_S = 30.0
ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b[()][A-Z0-9]|\x1b[=>]")
QUIET_S = 0.3
"""After so long without a sign everything is drawn that a key has led to."""
PAUSE_S = 0.05
"""As long between a key and the next."""


class Terminal:
    """What one sees of a program, and what it takes of memory."""

    def __init__(self, pid: int, terminal: int) -> None:
        self._pid = pid
        self._terminal = terminal
        self._began = time.perf_counter()

    def seconds_to(self, mark: str) -> float:
        """Seconds since the last key, or since the start, until a pattern is drawn."""
        shown = b""
        while not re.search(mark.encode(), ESCAPES.sub(b"", shown)):
            ready, _, _ = select.select([self._terminal], [], [], TIMEOUT_S)
            if not ready:
                raise TimeoutError(
                    f"{mark!r} was not drawn after {ESCAPES.sub(b'', shown)[-500:]!r}"
                )
            shown += os.read(self._terminal, 1 << 16)
        return time.perf_counter() - self._began

    def press(self, keys: str) -> "Terminal":
        """Send keys; what was drawn before them is passed over."""
        self.rest(PAUSE_S)
        self._began = time.perf_counter()
        os.write(self._terminal, keys.encode())
        return self

    def rest(self, quiet_s: float = QUIET_S) -> None:
        """Read on until nothing more is drawn for so long."""
        while select.select([self._terminal], [], [], quiet_s)[0]:
            os.read(self._terminal, 1 << 16)

    def mebibytes(self) -> float:
        """Memory that only this program holds."""
        lines = Path(f"/proc/{self._pid}/smaps_rollup").read_text().splitlines()
        return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


@contextmanager
def started(command: list[str], environment: dict[str, str]) -> Iterator[Terminal]:
    """Start a program at 80×24; end it afterwards, its processes with it."""
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        yield Terminal(pid, terminal)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
