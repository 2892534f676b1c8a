"""The process ends when its terminal is gone, whatever the app is doing at that moment."""

import os
import pty
import signal
import struct
import sys
import termios
import time
from fcntl import ioctl
from pathlib import Path
from select import select

import pytest

from tests import ROOT
from torchquiz.tui.terminal.watching import ABANDONED, watch_terminal

START = "import sys; from torchquiz.tui.cli import main; sys.exit(main())"
PAINTED = b"practise"
"""A word that shows that the first frame has been drawn."""


def test_an_app_that_is_stuck_is_abandoned_when_its_terminal_is_gone() -> None:
    outside, inside = pty.openpty()
    events: list[str | int] = []
    os.close(outside)
    thread = watch_terminal(lambda: events.append("end"), inside, events.append, 0.01, 0.01)
    thread.join(10)
    os.close(inside)
    assert events == ["end", ABANDONED]


def test_an_open_terminal_is_left_alone() -> None:
    outside, inside = pty.openpty()
    events: list[str | int] = []
    thread = watch_terminal(lambda: events.append("end"), inside, events.append, 0.01, 0.01)
    thread.join(0.1)
    assert thread.is_alive() and not events
    os.close(outside)
    thread.join(10)
    os.close(inside)


@pytest.mark.parametrize("ignores_hang_up", [True, False], ids=["no signal", "with a signal"])
@pytest.mark.parametrize("keys", [b"", b"?jjjj"], ids=["first paint", "keys"])
def test_the_app_ends_soon_after_its_terminal_is_gone(
    tmp_path: Path, keys: bytes, ignores_hang_up: bool
) -> None:
    process, terminal = pty.fork()
    if process == 0:
        if ignores_hang_up:
            signal.signal(signal.SIGHUP, signal.SIG_IGN)
        env = {**os.environ, "TORCHQUIZ_HOME": str(tmp_path), "TERM": "xterm-256color"}
        env["PYTHONPATH"] = str(ROOT)
        os.chdir(ROOT)
        os.execve(sys.executable, [sys.executable, "-c", START], env)
    ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    try:
        wait_for(terminal, PAINTED)
        for key in keys:
            os.write(terminal, bytes([key]))
            if select([terminal], [], [], 0.1)[0]:
                os.read(terminal, 65536)
        os.close(terminal)
        assert ends_within(process, 15)
    finally:
        if not has_ended(process):
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)


def wait_for(terminal: int, word: bytes) -> None:
    """Read from a terminal until a word appears on it."""
    seen = b""
    while word not in seen:
        assert select([terminal], [], [], 30)[0], seen
        seen += os.read(terminal, 65536)


def ends_within(process: int, seconds: float) -> bool:
    """Return whether a child process ends in time."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if has_ended(process):
            return True
        time.sleep(0.05)
    return False


def has_ended(process: int) -> bool:
    """Return whether a child process has ended."""
    try:
        return os.waitpid(process, os.WNOHANG)[0] == process
    except ChildProcessError:
        return True
