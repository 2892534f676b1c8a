"""Uses a Windows job object to limit processes and kill them all when the object is closed.

https://learn.microsoft.com/windows/win32/procthread/job-objects
"""

import ctypes
import subprocess
import sys
from typing import Any

from torchquiz.engine.errors import WorkerError

SUSPENDED, NO_WINDOW = 0x4, 0x08000000
CREATION_FLAGS = SUSPENDED | NO_WINDOW
"""The flags that start a process suspended, so that nothing runs before the limits are set."""
MEMORY = 4 << 30
"""The number of bytes that a process may commit: 1 GiB for torch and 3 GiB for the snippet."""
PROCESSES = 2
"""The maximum number of processes: the interpreter and a virtual environment's launcher."""
LIMIT_PROCESSES, LIMIT_MEMORY, NO_DIALOGS, END_TOGETHER = 0x8, 0x100, 0x400, 0x2000
"""JOB_OBJECT_LIMIT_ACTIVE_PROCESS, …_PROCESS_MEMORY, …_DIE_ON_UNHANDLED_EXCEPTION (otherwise a
dialog would wait for the user) and …_KILL_ON_JOB_CLOSE.
"""
EXTENDED_LIMITS, USER_INTERFACE = 9, 4
"""The numbers of JobObjectExtendedLimitInformation and JobObjectBasicUIRestrictions."""
ALL_USER_INTERFACE = 0xFF
"""Flags that forbid the clipboard, other programs' windows, settings, desktops and logging off."""


class _BasicLimits(ctypes.Structure):
    """`JOBOBJECT_BASIC_LIMIT_INFORMATION`: limits on the processes in a job object."""

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


class JobObjectLimits(ctypes.Structure):
    """`JOBOBJECT_EXTENDED_LIMIT_INFORMATION`: the basic limits, and limits on memory."""

    _fields_ = (
        ("basic", _BasicLimits),
        ("transfers", ctypes.c_uint64 * 6),
        ("process_memory", ctypes.c_size_t),
        ("job_memory", ctypes.c_size_t),
        ("process_peak", ctypes.c_size_t),
        ("job_peak", ctypes.c_size_t),
    )


class JobObject:
    """A job object that contains a process started with `CREATION_FLAGS`.

    The process resumes once its limits are set.

    Args:
        process: the process.
        kernel: the library `kernel32`, as loaded by `ctypes`.
        native: the library `ntdll`, as loaded by `ctypes`.

    Raises:
        WorkerError: Windows does not allow the process to be limited.
    """

    def __init__(
        self, process: subprocess.Popen[bytes], kernel: Any = None, native: Any = None
    ) -> None:
        self._kernel = kernel or _library("kernel32")
        self._kernel.CreateJobObjectW.restype = ctypes.c_void_p
        self._handle = ctypes.c_void_p(self._kernel.CreateJobObjectW(None, None))
        # Popen offers no public access to the handle, and a process number may be reused.
        process_handle = ctypes.c_void_p(int(vars(process)["_handle"]))
        if not self._limit(process_handle):
            process.kill()
            raise WorkerError(
                "Windows does not let torchquiz limit the worker. "
                "Perhaps torchquiz itself runs in a job object that forbids it."
            )
        (native or _library("ntdll")).NtResumeProcess(process_handle)

    def end(self) -> None:
        """Kill the process and everything that it started. Further calls do nothing."""
        if self._handle.value:
            self._kernel.TerminateJobObject(self._handle, 1)
            self._kernel.CloseHandle(self._handle)
            self._handle = ctypes.c_void_p()

    def _limit(self, process_handle: ctypes.c_void_p) -> bool:
        """Put the process into the job object, and return whether Windows allowed every step."""
        limits = JobObjectLimits(process_memory=MEMORY)
        limits.basic.flags = LIMIT_PROCESSES | LIMIT_MEMORY | NO_DIALOGS | END_TOGETHER
        limits.basic.processes = PROCESSES
        user_interface = ctypes.c_uint32(ALL_USER_INTERFACE)
        return bool(
            self._handle.value
            and self._set(EXTENDED_LIMITS, limits)
            and self._set(USER_INTERFACE, user_interface)
            and self._kernel.AssignProcessToJobObject(self._handle, process_handle)
        )

    def _set(self, kind: int, information: Any) -> bool:
        size = ctypes.sizeof(information)
        return bool(
            self._kernel.SetInformationJobObject(
                self._handle, kind, ctypes.byref(information), size
            )
        )


def _library(name: str) -> Any:
    if sys.platform != "win32":
        raise WorkerError("Job objects exist only on Windows.")
    return ctypes.WinDLL(name, use_last_error=True)
