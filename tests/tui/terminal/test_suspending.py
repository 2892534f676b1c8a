"""Ctrl+Z suspends the app only if a shell with job control has started it."""

import os
import pty
import select
import signal
import sys
from pathlib import Path

from tests.tui.terminal.test_ending import TIMEOUT_S, drain, read_until

SHELL = """
import os, signal, sys
child = os.fork()
if child == 0:
    os.setpgid(0, 0)
    os.execv(sys.executable, [sys.executable, "-m", "torchquiz"])
signal.signal(signal.SIGTTOU, signal.SIG_IGN)
os.setpgid(child, child)
os.tcsetpgrp(0, child)
_, status = os.waitpid(child, os.WUNTRACED)
os.tcsetpgrp(0, os.getpgrp())
print("stopped" if os.WIFSTOPPED(status) else "ended", flush=True)
os.tcsetpgrp(0, child)
os.killpg(child, signal.SIGCONT)
_, status = os.waitpid(child, 0)
os._exit(os.waitstatus_to_exitcode(status))
"""
"""A shell that starts the app as a job, continues it once it has stopped, and waits for its end."""


def begin(home: Path, *leader: str) -> tuple[int, int]:
    """Start the app, or a shell that starts it, in a new terminal, and wait for its first frame."""
    pid, terminal = pty.fork()
    if pid == 0:
        environment = os.environ | {
            "TORCHQUIZ_HOME": str(home),
            "TERM": "xterm-256color",
            "LC_ALL": "C.UTF-8",
        }
        os.execvpe(sys.executable, [sys.executable, *leader], environment)
    read_until(terminal, b"quit")
    return pid, terminal


def test_ctrl_z_returns_to_the_shell_and_the_app_can_be_continued(tmp_path: Path) -> None:
    pid, terminal = begin(tmp_path, "-c", SHELL)
    os.write(terminal, b"\x1a")
    read_until(terminal, b"stopped")
    read_until(terminal, b"quit")
    os.write(terminal, b"\x03")
    drain(terminal)
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0


def test_ctrl_z_does_nothing_if_no_shell_could_continue_the_app(tmp_path: Path) -> None:
    pid, terminal = begin(tmp_path, "-m", "torchquiz")
    os.write(terminal, b"\x1a")
    os.write(terminal, b"\x03")
    drain(terminal)
    handle = os.pidfd_open(pid)
    ended, _, _ = select.select([handle], [], [], TIMEOUT_S)
    os.close(handle)
    if not ended:
        os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(terminal)
    assert ended
