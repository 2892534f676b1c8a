"""Serves jobs, each in a fresh child: nothing of a job is in the memory that the next one inherits.

The parent sends one byte a message: `JOB`, once a job lies in the file that both have open, and `KILL` while one runs. The worker
answers in lines of JSON: `{"ready": …}` when torch is imported, `{"warm": …}` once nothing keeps a job from starting at once,
until then `{"started": …}` for every job, and `{"status": …}` when its child has ended.

What is done for every snippet counts: each page of memory that a child or the worker writes to is copied first. So it is done by
what lies ready, in few steps.
"""

import ctypes
import json
import os
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from typing import NoReturn

from itself import Itself
from jail import Jail

JOB, KILL = b"J", b"K"
CLONE_NUMBERS = {"x86_64": 56, "aarch64": 220}
"""The system call `clone`, by machine."""
FAILED = 70
LIBC = ctypes.PyDLL(None)
"""The C library, called without giving up the interpreter's lock: nothing may come between a fork and its child's start."""
STRAYS_S = 0.5
"""How long to wait for what a snippet left running, once it was told to end."""
LOOK_MS = 5
"""How often the worker looks whether its child has ended, on systems that do not say so."""


class Server:
    """The worker's side of the link to its parent.

    Args:
        link: the socket to the parent.
        jail: what confines the worker.
        itself: what it looks up of itself.
        run_job: in a child, runs the job that the parent wrote down, reports, and ends the process.
    """

    def __init__(
        self, link: socket.socket, jail: Jail, itself: Itself, run_job: Callable[[], NoReturn]
    ) -> None:
        self._link, self._jail, self._itself, self._run_job = link, jail, itself, run_job
        self._pid = os.getpid()
        _become_subreaper()
        self._poll = select.poll()
        self._poll.register(link, select.POLLIN)
        self._number = link.fileno()
        self._clone = _clone()

    def tell(self, **message: object) -> None:
        """Send a message to the parent; ends the worker when there is none."""
        self._send(json.dumps(message).encode() + b"\n")

    def is_asked(self, within_ms: int) -> bool:
        """Whether the parent sends something in time."""
        return bool(select.select([self._link], [], [], within_ms / 1000)[0])

    def serve(self, *, is_warm: bool) -> None:
        """Await a job, and run it to its end; ends the worker when there is no parent."""
        if self._receive() != JOB:
            return
        pid = self._fork()
        if pid == 0:
            self._be_child()
        if not is_warm:
            self.tell(started=pid)
        self._send(b'{"status": %d}\n' % self._wait(pid))

    def _be_child(self) -> NoReturn:
        """Run the job in this fresh process and report."""
        try:
            self._jail.seal_child(self._pid)
            self._run_job()
        except BaseException as error:
            os.write(2, f"\n{type(error).__name__}: {error}".encode())
        finally:
            os._exit(FAILED)

    def _wait(self, pid: int) -> int:
        """Wait for the child, or for the order to end it; returns its wait status once nothing of it is left."""
        try:
            end = os.pidfd_open(pid)
        except (AttributeError, OSError):  # not Linux, or before 5.3
            self._look_after(pid)
        else:
            self._poll.register(end, select.POLLIN)
            while end not in dict(self._poll.poll()):
                self._end_if_told(pid)
            self._poll.unregister(end)
            os.close(end)
        if not self._jail.has_own_processes:
            _end_group(pid)
        _, status = os.waitpid(pid, 0)
        if not self._jail.forbids_processes:
            self._end_strays()
        return status

    def _look_after(self, pid: int) -> None:
        """Wait for the child where the system does not say that it has ended; unreaped, so that its number remains its own."""
        while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            if self._poll.poll(LOOK_MS):
                self._end_if_told(pid)

    def _end_if_told(self, pid: int) -> None:
        if self._receive() == KILL:
            _end_group(pid)

    def _fork(self) -> int:
        """Fork without Python's and torch's at-fork hooks where the system call's number is known.

        They cost a millisecond a child, and for a worker of one thread there is nothing for them to do.
        """
        if not self._clone:
            return os.fork()
        pid: int = LIBC.syscall(*self._clone)
        if pid < 0:
            raise OSError("the worker cannot fork")
        return pid

    def _end_strays(self) -> None:
        """End and reap whatever the snippet started in groups of its own; all of that is the worker's by now.

        Where the worker is the first process of a namespace, that is everything else in it.
        """
        deadline = time.monotonic() + STRAYS_S
        while time.monotonic() < deadline:
            try:
                os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if self._jail.has_own_processes:
                _end_everything()
            else:
                for stray in self._itself.children():
                    os.kill(stray, signal.SIGKILL)

    def _receive(self) -> bytes:
        """One order; ends the worker, with all that runs, when the parent is gone."""
        order = os.read(self._number, 1)
        if not order:
            os._exit(0)
        return order

    def _send(self, line: bytes) -> None:
        try:
            self._link.sendall(line)
        except (BrokenPipeError, ConnectionResetError):
            os._exit(0)


def _clone() -> tuple[object, ...]:
    """The system call that forks, with its arguments; empty where its number is not known."""
    number = CLONE_NUMBERS.get(os.uname().machine) if sys.platform == "linux" else None
    return (number, ctypes.c_ulong(signal.SIGCHLD), 0, 0, 0, 0) if number else ()


def _become_subreaper() -> None:
    """Have processes that a snippet leaves behind handed to the worker, which ends them."""
    if sys.platform == "linux":
        pr_set_child_subreaper = 36
        LIBC.prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def _end_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def _end_everything() -> None:
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass
