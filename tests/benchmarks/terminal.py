"""Runs a program in its own terminal, and measures how long it takes to draw something."""

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
from contextlib import contextmanager, suppress
from pathlib import Path

TIMEOUT_S = 30.0
END_S = 5.0
"""Seconds after which a program that does not end is killed."""
# Matches control codes: ESC [ parameters letter, such as "\x1b[2J" or "\x1b[38;2;1;2;3m"; a choice
# of character set, such as "\x1b(B"; and the keypad's modes, "\x1b=" and "\x1b>".
ESCAPES = re.compile(rb"\x1b\[[0-9;?<>=]*[a-zA-Z]|\x1b[()][A-Z0-9]|\x1b[=>]")
QUIET_S = 0.3
"""Seconds without output after which the effect of a key counts as completely drawn."""
PAUSE_S = 0.05
"""Seconds to wait before pressing a key."""


class ProgramTerminal:
    """The terminal of a running program."""

    def __init__(self, pid: int, terminal: int) -> None:
        self._pid = pid
        self._terminal = terminal
        self._began = time.perf_counter()

    def seconds_to(self, mark: str) -> float:
        """Return the seconds since the last key, or since the start, until a pattern is drawn."""
        shown = b""
        while not re.search(mark.encode(), ESCAPES.sub(b"", shown)):
            ready, _, _ = select.select([self._terminal], [], [], TIMEOUT_S)
            if not ready:
                last = ESCAPES.sub(b"", shown)[-500:]
                raise TimeoutError(f"{mark!r} was not drawn after {last!r}")
            shown += os.read(self._terminal, 1 << 16)
        return time.perf_counter() - self._began

    def press(self, keys: str) -> "ProgramTerminal":
        """Send keys, ignoring everything drawn before."""
        self.rest(PAUSE_S)
        self._began = time.perf_counter()
        os.write(self._terminal, keys.encode())
        return self

    def rest(self, quiet_s: float = QUIET_S) -> None:
        """Read until nothing has been drawn for this many seconds."""
        while select.select([self._terminal], [], [], quiet_s)[0]:
            os.read(self._terminal, 1 << 16)

    def mebibytes(self) -> float:
        """Return the program's private memory."""
        lines = Path(f"/proc/{self._pid}/smaps_rollup").read_text().splitlines()
        kibibytes = [int(line.split()[1]) for line in lines if line.startswith("Private_")]
        return sum(kibibytes) / 1024


@contextmanager
def started(command: list[str], environment: dict[str, str]) -> Iterator[ProgramTerminal]:
    """Start a program in a terminal of 80 × 24 cells, and end it afterwards.

    The program may save its progress, because a start after a crash takes longer than usual.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvpe(command[0], command, environment)
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        yield ProgramTerminal(pid, terminal)
    finally:
        os.kill(pid, signal.SIGTERM)
        _wait_for_end(pid, terminal)
        os.close(terminal)


def _wait_for_end(pid: int, terminal: int) -> None:
    """Read what a program still prints, and wait until it has ended; kill it after a timeout."""
    until = time.monotonic() + END_S
    while os.waitpid(pid, os.WNOHANG) == (0, 0):
        if time.monotonic() > until:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return
        with suppress(OSError):  # raised when the program has closed its terminal
            if select.select([terminal], [], [], PAUSE_S)[0]:
                os.read(terminal, 1 << 16)
