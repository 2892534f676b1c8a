"""Tests that the app's process ends on a signal, and when its terminal closes without a signal."""

import os
import pty
import select
import signal
import sys
from pathlib import Path

import pytest

from tests.tui.terminal.real_terminal import APP, TIMEOUT_S, begin, drain
from torchquiz.tui.terminal.ending import has_hung_up

WAITS_FOR_IT = """
import subprocess, sys, signal
signal.signal(signal.SIGHUP, signal.SIG_IGN)
subprocess.run(sys.argv[1:])
"""
"""A session leader that ignores the signal and waits, as make does."""


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_the_app_and_leaves_the_terminal_as_it_was(
    number: int, tmp_path: Path
) -> None:
    pid, terminal = begin(tmp_path, *APP)
    os.kill(pid, number)
    drain(terminal)
    _, status = os.waitpid(pid, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 0


def test_the_app_ends_if_its_terminal_is_closed_without_a_signal(tmp_path: Path) -> None:
    pid, terminal = begin(tmp_path, "-c", WAITS_FOR_IT, sys.executable, *APP)
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
