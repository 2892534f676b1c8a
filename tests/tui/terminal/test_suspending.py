"""Ctrl+Z suspends the app if a shell can continue it, and never while a process is starting."""

import ast
import os
import select
import signal
from pathlib import Path
from threading import Event, Thread

import pytest

from tests.tui.terminal.real_terminal import APP, TIMEOUT_S, begin, drain, read_until
from torchquiz.engine.starting import STARTING
from torchquiz.tui.terminal.suspending import suspend

ROOT = Path(__file__).parents[3]

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

PLANTED = """
with STARTING:
    held = subprocess.Popen(["true"])
forgotten = subprocess.Popen(["true"])
"""


def test_the_program_is_not_suspended_while_it_starts_a_process(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    stopped = Event()
    monkeypatch.setattr(os, "killpg", lambda group, number: stopped.set())
    thread = Thread(target=suspend)
    with STARTING:
        thread.start()
        assert not stopped.wait(0.1)
    thread.join()
    assert stopped.is_set()


def starts_without_the_lock(source: str) -> list[int]:
    """Return the lines that start a process without holding the lock."""
    tree = ast.parse(source)
    starts = {
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "subprocess.Popen"
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.With) and "STARTING" in map(ast.unparse, _contexts(node)):
            starts -= {inner.lineno for inner in ast.walk(node) if isinstance(inner, ast.Call)}
    return sorted(starts)


def _contexts(node: ast.With) -> list[ast.expr]:
    return [item.context_expr for item in node.items]


def test_the_lock_is_held_wherever_a_process_is_started() -> None:
    modules = sorted((ROOT / "engine").rglob("*.py"))
    sources = [path.read_text(encoding="utf-8") for path in modules]
    assert sum("subprocess.Popen(" in source for source in sources) >= 3
    assert not any(map(starts_without_the_lock, sources))


def test_a_process_that_is_started_without_the_lock_is_noticed() -> None:
    assert starts_without_the_lock(PLANTED) == [4]


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
