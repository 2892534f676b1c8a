"""What Windows bounds a process with: a job object, which ends with everything in it when its last handle is closed.

https://learn.microsoft.com/windows/win32/procthread/job-objects
"""

import ctypes
import subprocess
import sys
from typing import Any

from torchquiz.engine.errors import WorkerError

SUSPENDED, NO_WINDOW = 0x4, 0x08000000
FLAGS = SUSPENDED | NO_WINDOW
"""How a process is to be started that is put into a cage: it does nothing before it is in there."""
MEMORY = 4 << 30
"""Bytes that a process may commit: torch, and 3 GiB for the snippet."""
PROCESSES = 2
"""The interpreter, and what a virtual environment starts it with."""
LIMIT_PROCESSES, LIMIT_MEMORY, NO_DIALOGS, END_TOGETHER = 0x8, 0x100, 0x400, 0x2000
EXTENDED, SURFACE = 9, 4
ALL_OF_SURFACE = 0xFF
"""No clipboard, no handles of other programs' windows, no settings, no desktops, no logging off."""


class _Basic(ctypes.Structure):
    """`JOBOBJECT_BASIC_LIMIT_INFORMATION`."""

    _fields_ = (
        ("process_time", ctypes.c_int64),
        ("job_time", ctypes.c_int64),
        ("flags", ctypes.c_uint32),
        ("least_pages", ctypes.c_size_t),
        ("most_pages", ctypes.c_size_t),
        ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t),
        ("priority", ctypes.c_uint32),
        ("scheduling", ctypes.c_uint32),
    )


class Limits(ctypes.Structure):
    """`JOBOBJECT_EXTENDED_LIMIT_INFORMATION`."""

    _fields_ = (
        ("basic", _Basic),
        ("transfers", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("process_peak", ctypes.c_size_t),
        ("job_peak", ctypes.c_size_t),
    )


class Cage:
    """A job object around a process that was started with `FLAGS`; lets it go on.

    Args:
        process: the process.
        kernel: `kernel32`, as `ctypes` gives it.
        native: `ntdll`, likewise.

    Raises:
        WorkerError: Windows refuses.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], kernel: Any = None, native: Any = None
    ) -> None:
        self._kernel = kernel or _library("kernel32")
        self._kernel.CreateJobObjectW.restype = ctypes.c_void_p
        self._job = ctypes.c_void_p(self._kernel.CreateJobObjectW(None, None))
        held = ctypes.c_void_p(int(vars(process)["_handle"]))
        limits = Limits(process_memory=MEMORY)
        limits.basic.flags = LIMIT_PROCESSES | LIMIT_MEMORY | NO_DIALOGS | END_TOGETHER
        limits.basic.processes = PROCESSES
        surface = ctypes.c_uint32(ALL_OF_SURFACE)
        is_around = (
            self._job.value
            and self._kernel.SetInformationJobObject(
                self._job, EXTENDED, ctypes.byref(limits), ctypes.sizeof(limits)
            )
            and self._kernel.SetInformationJobObject(
                self._job, SURFACE, ctypes.byref(surface), ctypes.sizeof(surface)
            )
            and self._kernel.AssignProcessToJobObject(self._job, held)
        )
        if not is_around:
            process.kill()
            raise WorkerError(
                "Windows does not let torchquiz bound the worker; is it itself in a job that forbids it?"
            )
        (native or _library("ntdll")).NtResumeProcess(held)

    def end(self) -> None:
        """End the process and all that it started; once is enough."""
        if self._job.value:
            self._kernel.TerminateJobObject(self._job, 1)
            self._kernel.CloseHandle(self._job)
            self._job = ctypes.c_void_p()


def _library(name: str) -> Any:
    if sys.platform != "win32":
        raise WorkerError("Job objects are Windows's alone.")
    return ctypes.WinDLL(name, use_last_error=True)
