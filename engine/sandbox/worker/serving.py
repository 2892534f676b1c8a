"""Serves jobs, each in a fresh child: nothing of a job is in the memory that the next one inherits.

The parent sends one byte a message: `JOB`, with four files attached, the job's, the report's, the output's and the warnings', and
`KILL` while a job runs. The worker answers in lines of JSON: `{"ready": …}` when torch is imported, `{"warm": …}` once nothing
keeps a job from starting at once, until then `{"started": …}` for every job, and `{"status": …}` when its child has ended.

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
from _signal import signal as set_handler
from types import ModuleType

from itself import Itself
from jail import Jail
from limits import MOST_FILES

JOB, KILL = b"J", b"K"
ATTACHED = 4
CLONE_NUMBERS = {"x86_64": 56, "aarch64": 220}
"""The system call `clone`, by machine."""
FAILED = 70
LIBC = ctypes.PyDLL(None)
"""The C library, called without giving up the interpreter's lock: nothing may come between a fork and its child's start."""
STRAYS_S = 0.5
"""How long to wait for what a snippet left running, once it was told to end."""


class Server:
    """The worker's side of the link to its parent."""

    def __init__(self, link: socket.socket, jail: Jail, itself: Itself, own_modules: dict[str, ModuleType]) -> None:
        self._link, self._jail, self._itself, self._own_modules = link, jail, itself, own_modules
        self._take, self._deliver = own_modules["reporting"].take, own_modules["reporting"].deliver
        self._perform = own_modules["child"].perform
        self._report = own_modules["reporting"].REPORT
        self._pid = os.getpid()
        self._wake, self._bell = os.pipe()
        os.set_blocking(self._bell, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._bell, warn_on_full_buffer=False)
        _become_subreaper()
        self._poll = select.poll()
        self._poll.register(link, select.POLLIN)
        self._poll.register(self._wake, select.POLLIN)
        self._clone = CLONE_NUMBERS.get(os.uname().machine) if sys.platform == "linux" else None

    def tell(self, **message: object) -> None:
        """Send a message to the parent; ends the worker when there is none."""
        self._send(json.dumps(message).encode() + b"\n")

    def is_asked(self, within_ms: int) -> bool:
        """Whether the parent sends something in time."""
        return bool(select.select([self._link], [], [], within_ms / 1000)[0])

    def serve(self, *, is_warm: bool) -> None:
        """Await a job, and run it to its end; ends the worker when there is no parent."""
        order, files = self._receive()
        if order != JOB:
            return
        pid = self._fork()
        if pid == 0:
            self._be_child(*files)
        for file in files:
            os.close(file)
        if not is_warm:
            self.tell(started=pid)
        self._send(b'{"status": %d}\n' % self._wait(pid))

    def _be_child(self, job: int, report: int, output: int, warnings: int) -> None:
        """Run the job in this fresh process and report; never returns."""
        try:
            os.setsid()
            token, plain = self._take(job)
            self._link.detach()
            nothing = os.open(os.devnull, os.O_RDONLY)
            for file, place in ((nothing, 0), (output, 1), (warnings, 2), (report, self._report)):
                os.dup2(file, place)
            os.closerange(self._report + 1, MOST_FILES)
            signal.set_wakeup_fd(-1)
            set_handler(signal.SIGCHLD, 0)
            self._jail.seal_child(self._pid)
            for name in self._own_modules:
                del sys.modules[name]
            self._deliver(self._perform, token, plain)
        except BaseException as error:
            os.write(2, f"\n{type(error).__name__}: {error}".encode())
        finally:
            os._exit(FAILED)

    def _wait(self, pid: int) -> int:
        """Wait for the child, or for the order to end it; returns its wait status once nothing of it is left."""
        while not _has_ended(pid):
            ready = [file for file, _ in self._poll.poll()]
            if self._wake in ready:
                os.read(self._wake, 512)
            if self._link.fileno() in ready and self._receive()[0] == KILL:
                _end_group(pid)
        if not self._jail.has_own_processes:
            _end_group(pid)
        _, status = os.waitpid(pid, 0)
        self._end_strays()
        return status

    def _fork(self) -> int:
        """Fork without Python's and torch's at-fork hooks where the system call's number is known.

        They cost a millisecond a child, and for a worker of one thread there is nothing for them to do.
        """
        if self._clone is None:
            return os.fork()
        pid: int = LIBC.syscall(self._clone, ctypes.c_ulong(signal.SIGCHLD), 0, 0, 0, 0)
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

    def _receive(self) -> tuple[bytes, list[int]]:
        """One message and the files attached to it; ends the worker, with all that runs, when the parent is gone."""
        order, files, _, _ = socket.recv_fds(self._link, 1, ATTACHED)
        if not order:
            os._exit(0)
        return order, files

    def _send(self, line: bytes) -> None:
        try:
            self._link.sendall(line)
        except (BrokenPipeError, ConnectionResetError):
            os._exit(0)


def _become_subreaper() -> None:
    """Have processes that a snippet leaves behind handed to the worker, which ends them."""
    if sys.platform == "linux":
        pr_set_child_subreaper = 36
        LIBC.prctl(pr_set_child_subreaper, 1, 0, 0, 0)


def _has_ended(pid: int) -> bool:
    """Whether the child has ended, leaving it unreaped so that its number cannot be given to another process."""
    return os.waitid(os.P_PID, pid, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


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
