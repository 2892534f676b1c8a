"""Serves jobs, each in a fresh child: nothing of a job is in the memory that the next one inherits.

The parent sends one byte a message: `JOB` when a job is in the file that both have open, and `KILL`
while one runs. The worker answers in lines of JSON: `{"ready": …}` when torch is imported;
`{"warm": …}` once nothing delays a job's start any more, and until then `{"started": …}` for every
job; and `{"status": …}` when its child has ended.

What is done for every snippet counts: each page of memory that a child or the worker writes to is
copied first. So the loop takes few steps, with objects that exist already.
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

from jail import Jail
from procfs import ProcFiles

JOB, KILL = b"J", b"K"
CLONE_NUMBERS = {"x86_64": 56, "aarch64": 220}
"""The number of the system call `clone`, by machine."""
PR_SET_CHILD_SUBREAPER = 36
FAILED = 70
"""The exit status of a child that could not report."""
LIBC = ctypes.PyDLL(None)
"""The C library, called without releasing the interpreter's lock.

Nothing may come between a fork and its child's start.
"""
STRAYS_S = 0.5
"""How long to wait for processes that a snippet left running, after they were killed."""
LOOK_MS = 5
"""How often the worker checks for the end of its child, on systems that do not report it."""


class JobServer:
    """The worker's side of the link to its parent.

    Args:
        link: the socket to the parent.
        jail: what confines the worker.
        proc_files: what the worker can look up about itself.
        run_job: runs the job that the parent wrote down, in a child; reports, and ends the process.
    """

    def __init__(
        self, link: socket.socket, jail: Jail, proc_files: ProcFiles, run_job: Callable[[], object]
    ) -> None:
        self._link, self._jail = link, jail
        self._proc_files, self._run_job = proc_files, run_job
        self._pid = os.getpid()
        _become_subreaper()
        self._poll = select.poll()
        self._poll.register(link, select.POLLIN)
        self._descriptor = link.fileno()
        self._clone = _clone_arguments()

    def tell(self, **message: object) -> None:
        """Send a message to the parent; end the worker if the parent is gone."""
        self._send(json.dumps(message).encode() + b"\n")

    def is_asked(self, within_ms: int) -> bool:
        """Return whether the parent sends something in time."""
        return bool(select.select([self._link], [], [], within_ms / 1000)[0])

    def serve(self, *, is_warm: bool) -> None:
        """Wait for a job and run it to its end; end the worker if the parent is gone."""
        # A KILL may come late, for a child that has just ended by itself.
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
        """Wait for the child, or for the order to end it.

        Returns its wait status, once nothing of it is left.
        """
        try:
            # A descriptor that becomes readable when the process ends, so that one call waits for
            # the child and for the parent.
            child_end = os.pidfd_open(pid)
        except (AttributeError, OSError):  # not Linux, or before 5.3
            self._look_until_ended(pid)
        else:
            self._poll.register(child_end, select.POLLIN)
            while child_end not in dict(self._poll.poll()):
                self._obey(pid)
            self._poll.unregister(child_end)
            os.close(child_end)
        # Before the child is reaped, as its number then may become another process's.
        if not self._jail.has_own_processes:
            _end_group(pid)
        _, status = os.waitpid(pid, 0)
        if not self._jail.forbids_processes:
            self._end_strays()
        return status

    def _look_until_ended(self, pid: int) -> None:
        """Wait for the child where the system does not report its end.

        WNOWAIT leaves it unreaped, so that its number remains its own.
        """
        while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            if self._poll.poll(LOOK_MS):
                self._obey(pid)

    def _obey(self, pid: int) -> None:
        if self._receive() == KILL:
            _end_group(pid)

    def _fork(self) -> int:
        """Fork; without the hooks of Python and torch where the system call's number is known.

        They cost a millisecond a child, and have nothing to do for a worker of one thread.
        """
        if not self._clone:
            return os.fork()
        pid: int = LIBC.syscall(*self._clone)
        if pid < 0:
            raise OSError("the worker cannot fork")
        return pid

    def _end_strays(self) -> None:
        """End and reap whatever the snippet started in groups of its own.

        All of that is the worker's by now. If the worker is the first process of a namespace, it is
        everything else there.
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
                for stray in self._proc_files.children():
                    os.kill(stray, signal.SIGKILL)

    def _receive(self) -> bytes:
        """Return one order; end the worker, with all that runs, if the parent is gone."""
        order = os.read(self._descriptor, 1)
        if not order:
            os._exit(0)
        return order

    def _send(self, line: bytes) -> None:
        try:
            self._link.sendall(line)
        except (BrokenPipeError, ConnectionResetError):
            os._exit(0)


def _clone_arguments() -> tuple[object, ...]:
    """Return the system call that forks, with its arguments; empty if its number is not known."""
    if sys.platform != "linux":
        return ()
    number = CLONE_NUMBERS.get(os.uname().machine)
    if number is None:
        return ()
    # Only the signal at the child's end; no flags, and no new stack, thread number or storage.
    return (number, ctypes.c_ulong(signal.SIGCHLD), 0, 0, 0, 0)


def _become_subreaper() -> None:
    """Let processes that a snippet leaves behind become the worker's children, which it ends."""
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _end_group(pid: int) -> None:
    """End a child with its group; alone, if it does not lead one yet or any more."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def _end_everything() -> None:
    """End every other process that this one can see."""
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass
