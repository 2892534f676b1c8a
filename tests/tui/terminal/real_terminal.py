"""Starts the app in a terminal of its own, as a process, and reads what it draws there."""

import os
import pty
import select
import sys
from pathlib import Path

APP = ("-m", "torchquiz")
TIMEOUT_S = 30


def begin(home: Path, *arguments: str) -> tuple[int, int]:
    """Start Python with these arguments in a new terminal, and wait for the app's first frame.

    Return the process id and the terminal's controlling side.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        environment = os.environ | {
            "TORCHQUIZ_HOME": str(home),
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
        }
        os.execvpe(sys.executable, [sys.executable, *arguments], environment)
    read_until(terminal, b"quit")
    return pid, terminal


def read_until(terminal: int, mark: bytes) -> None:
    shown = b""
    while mark not in shown:
        assert select.select([terminal], [], [], TIMEOUT_S)[0], shown
        shown += os.read(terminal, 1 << 16)


def drain(terminal: int) -> None:
    """Read the remaining output until the app's side of the terminal closes."""
    while True:
        try:
            if not os.read(terminal, 1 << 16):
                return
        except OSError:
            return
