"""Tests that the app's process ends on a signal, and when its terminal closes without a signal."""

import os
import pty
import select
import signal
import sys
from pathlib import Path

import pytest

from torchquiz.tui.terminal.ending import has_hung_up

WAITS_FOR_IT = """
import subprocess, sys, signal
signal.signal(signal.SIGHUP, signal.SIG_IGN)
subprocess.run(sys.argv[1:])
"""
"""A session leader that ignores the signal and waits, as make does."""
TIMEOUT_S = 30


def begin(home: Path, *leader: str) -> tuple[int, int]:
    """Start the app in a new terminal and wait for its first frame.

    Return the process id of the app or its session leader, and the terminal's controlling side.
    """
    pid, terminal = pty.fork()
    if pid == 0:
        environment = os.environ | {
            "TORCHQUIZ_HOME": str(home),
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
        }
        os.execvpe(sys.executable, [sys.executable, *leader, "-m", "torchquiz"], environment)
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


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_app_and_leaves_the_terminal_as_it_was(
    number: int, tmp_path: Path
) -> None:
    pid, terminal = begin(tmp_path)
    os.kill(pid, number)
    drain(terminal)
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0


def test_the_app_ends_if_its_terminal_is_closed_without_a_signal(tmp_path: Path) -> None:
    pid, terminal = begin(tmp_path, "-c", WAITS_FOR_IT, sys.executable)
    os.close(terminal)
    handle = os.pidfd_open(pid)
    ended, _, _ = select.select([handle], [], [], TIMEOUT_S)
    os.close(handle)
    if not ended:
        os.killpg(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    assert ended


def test_only_a_closed_terminal_counts_as_closed() -> None:
    ours, theirs = pty.openpty()
    assert not has_hung_up(theirs)
    os.close(ours)
    assert has_hung_up(theirs)
    os.close(theirs)
