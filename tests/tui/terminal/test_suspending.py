"""Ctrl+Z suspends the app only if a shell with job control has started it."""

import os
import select
import signal
from pathlib import Path

from tests.tui.terminal.real_terminal import APP, TIMEOUT_S, begin, drain, read_until

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
    pid, terminal = begin(tmp_path, *APP)
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
