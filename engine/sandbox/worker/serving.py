"""Runs every job in a fresh child, so that no job leaves anything in the next one's memory.

The parent sends messages of one byte: `JOB` if a job is in the shared file, `KILL` to kill the
running job, and `USED` to request the processor time that the job has used. The worker answers in
lines of JSON. It sends `{"ready": …}` when torch is imported, `{"used_s": …}` as the answer to
`USED`, and `{"status": …}` when a child has ended. At first it also sends `{"started": …}` for each
job, until `{"warm": …}` indicates that from now on jobs start without delay.

Each step costs time, because every page of memory that a child or the worker writes to is copied
first. The loop therefore takes few steps and reuses objects.
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

JOB, KILL, USED = b"J", b"K", b"U"
CLONE_NUMBERS = {"x86_64": 56, "aarch64": 220}
"""The number of the system call `clone` on each type of machine."""
PR_SET_CHILD_SUBREAPER = 36
FAILED = 70
"""The exit status of a child that could not write its report."""
LIBC = ctypes.PyDLL(None)
"""The C library, called without releasing the interpreter's lock.

No other Python code may run between a fork and the start of the child.
"""
STRAYS_S = 0.5
"""The number of seconds to wait for a snippet's leftover processes to end after killing them."""
LOOK_MS = 5
"""Milliseconds between checks for a child's end, on systems that do not report it."""


class JobServer:
    """The server in a worker, which runs the jobs that its parent sends.

    Args:
        link: the socket to the parent.
        jail: the layers of protection around the worker.
        proc_files: the worker's files in /proc.
        run_job: a function that runs the job in the shared file and then ends the process. It is
            called in a child.
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

    def report(self, **message: object) -> None:
        """Send a message to the parent. Exit if the parent has died."""
        self._send(json.dumps(message).encode() + b"\n")

    def is_job_waiting(self, within_ms: int) -> bool:
        """Wait up to `within_ms` milliseconds, and return whether the parent has sent a message."""
        return bool(select.select([self._link], [], [], within_ms / 1000)[0])

    def serve(self, *, is_warm: bool) -> None:
        """Wait for a job, and run it to completion. Exit if the parent has died."""
        # A KILL or USED may arrive late, after its child has already ended.
        if self._receive() != JOB:
            return
        pid = self._fork()
        if pid == 0:
            self._be_child()
        if not is_warm:
            self.report(started=pid)
        self._send(b'{"status": %d}\n' % self._wait(pid))

    def _be_child(self) -> NoReturn:
        """Run the job in this fresh child process, write its report, and exit."""
        try:
            self._jail.seal_child(self._pid)
            self._run_job()
        except BaseException as error:
            os.write(2, f"\n{type(error).__name__}: {error}".encode())
        finally:
            os._exit(FAILED)

    def _wait(self, pid: int) -> int:
        """Wait until the child ends, killing it if the parent says so, and return its wait status.

        All processes that the child started have ended when this returns.
        """
        try:
            # This descriptor becomes readable when the process ends, so that one call can wait for
            # both the child and the parent.
            child_end = os.pidfd_open(pid)
        except (AttributeError, OSError):  # only Linux 5.3 or later has it
            self._look_until_ended(pid)
        else:
            self._poll.register(child_end, select.POLLIN)
            while child_end not in dict(self._poll.poll()):
                self._obey(pid)
            self._poll.unregister(child_end)
            os.close(child_end)
        # This happens before the child is reaped, because its process ID may be reused afterwards.
        if not self._jail.has_own_processes:
            _end_group(pid)
        _, status = os.waitpid(pid, 0)
        if not self._jail.forbids_processes:
            self._end_strays()
        return status

    def _look_until_ended(self, pid: int) -> None:
        """Check repeatedly whether the child has ended, on a system that does not report its end.

        With WNOWAIT the child is not reaped, so its process ID is not reused.
        """
        while os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
            if self._poll.poll(LOOK_MS):
                self._obey(pid)

    def _obey(self, pid: int) -> None:
        order = self._receive()
        if order == KILL:
            _end_group(pid)
        elif order == USED:
            self.report(used_s=_processor_seconds(pid))

    def _fork(self) -> int:
        """Fork, bypassing the hooks of Python and torch if the system call's number is known.

        The hooks take a millisecond per child, and a worker with one thread does not need them.
        """
        if not self._clone:
            return os.fork()
        pid: int = LIBC.syscall(*self._clone)
        if pid < 0:
            raise OSError("the worker cannot fork")
        return pid

    def _end_strays(self) -> None:
        """Kill and reap the processes that the snippet started in other process groups.

        By now they are children of the worker. If the worker is the first process of a namespace,
        they are all the other processes in it.
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
        """Return the parent's next order.

        If the parent has died, exit, which also ends the child that is running.
        """
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
    """Return the number and the arguments of the system call that forks.

    Return an empty tuple if the number is unknown for this machine.
    """
    if sys.platform != "linux":
        return ()
    number = CLONE_NUMBERS.get(os.uname().machine)
    if number is None:
        return ()
    # Only the signal that reports the child's end is set: no flags, stack, thread ID or storage.
    return (number, ctypes.c_ulong(signal.SIGCHLD), 0, 0, 0, 0)


def _processor_seconds(pid: int) -> float | None:
    """Return the processor time of a process in seconds, or None if the system cannot tell.

    The number of the clock is that of `clock_getcpuclockid`, which Python does not offer:
    https://github.com/torvalds/linux/blob/v6.12/include/linux/posix-timers_types.h
    """
    if sys.platform != "linux":
        return None
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return None


def _become_subreaper() -> None:
    """Become the parent of processes that a snippet leaves behind, so that they can be killed."""
    if sys.platform == "linux":
        LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _end_group(pid: int) -> None:
    """Kill a child and its process group, or only the child if it does not lead a group."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def _end_everything() -> None:
    """Kill every other process that this process can see."""
    try:
        os.kill(-1, signal.SIGKILL)
    except ProcessLookupError:
        pass
