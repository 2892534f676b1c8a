"""Ctrl+Z suspends the app only if a shell with job control has started it."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import pytest

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

STARTER = """
import os, signal, sys, threading, time

def start_processes(lock):
    while True:
        with lock:
            subprocess.Popen(["true"]).wait()

child = os.fork()
if child == 0:
    os.setpgid(0, 0)
    import subprocess
    from contextlib import nullcontext
    from torchquiz.engine.starting import STARTING
    from torchquiz.tui.terminal.suspending import suspend
    lock = STARTING if sys.argv[1] == "locked" else nullcontext()
    for _ in range(3):
        threading.Thread(target=start_processes, args=(lock,), daemon=True).start()
    while True:
        time.sleep(0.01)
        suspend()
for _ in range(40):
    for _ in range(500):
        pid, status = os.waitpid(child, os.WUNTRACED | os.WNOHANG)
        if pid:
            break
        time.sleep(0.002)
    if not pid:
        break
    os.killpg(child, signal.SIGCONT)
os.killpg(child, signal.SIGKILL)
os.waitpid(child, 0)
print('stopped' if pid else 'hung')
"""
"""A program that suspends itself up to 40 times while it starts processes, until it hangs."""


def hangs(mode: str) -> bool:
    command = [sys.executable, "-c", STARTER, mode]
    done = subprocess.run(command, capture_output=True, check=True, text=True)
    return done.stdout == "hung\n"


def test_a_program_that_is_starting_a_process_can_be_suspended() -> None:
    assert not hangs("locked")


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux starts processes with vfork")
def test_without_the_lock_it_would_hang() -> None:
    assert hangs("unlocked")


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
