"""Holds the files that a worker and its parent share, for one job after another.

They contain the job, and what its child writes. A child inherits them open. They are cleared only
after every process of the previous job has ended, so that none can still write to them.
"""

import os
import tempfile
from dataclasses import dataclass
from typing import Literal

from torchquiz.engine.sandbox.child_report import printable

OUTPUT_CAP = 64 << 10
"""Bytes of output that are kept; beyond `FILE_CAP` the snippet is stopped."""
FILE_CAP = 1 << 20
"""Bytes that a child can write to each file, as limited by the worker."""

StopReason = Literal["timeout", "cancelled"]
"""Why the parent ended a child."""


@dataclass(frozen=True, slots=True)
class ChildExit:
    """How a child ended, and what it wrote."""

    code: int
    """Its exit status; for a signal, the signal's number made negative."""
    stop_reason: StopReason | None
    report: bytes
    output: bytes
    warnings: bytes
    has_overflowed: bool
    """Whether its output or its warnings filled their file."""

    @property
    def is_report_full(self) -> bool:
        """Whether its report was cut off."""
        return len(self.report) >= FILE_CAP


class Files:
    """Four files in memory or, on a system that has no such files, unnamed files on disk."""

    def __init__(self) -> None:
        self._job = _open_scratch("job")
        self._report = _open_scratch("report")
        self._output = _open_scratch("output")
        self._warnings = _open_scratch("warnings")

    @property
    def descriptors(self) -> tuple[int, int, int, int]:
        """Descriptors of the job, the report, the output and the warnings."""
        return self._job, self._report, self._output, self._warnings

    def begin(self, job_bytes: bytes) -> None:
        """Clear what the last job left, and write the next one."""
        # The position is reset too, because the children share it with each other and this process.
        for file in self.descriptors:
            os.ftruncate(file, 0)
            os.lseek(file, 0, os.SEEK_SET)
        os.pwrite(self._job, job_bytes, 0)

    def printed(self) -> str:
        """Return what the snippet has printed so far, without a half-written last character."""
        data = os.pread(self._output, OUTPUT_CAP, 0)
        return printable(data.decode(errors="ignore" if len(data) < OUTPUT_CAP else "replace"))

    def child_exit(self, code: int, stop_reason: StopReason | None) -> ChildExit:
        """Return what the job's child wrote, with how it ended.

        Args:
            code: its exit status; for a signal, the signal's number made negative.
            stop_reason: why the parent ended it; None if it ended by itself.
        """
        report, output, warnings = (
            min(os.fstat(file).st_size, FILE_CAP)
            for file in (self._report, self._output, self._warnings)
        )
        return ChildExit(
            code,
            stop_reason,
            os.pread(self._report, report, 0),
            os.pread(self._output, min(output, OUTPUT_CAP), 0),
            os.pread(self._warnings, min(warnings, OUTPUT_CAP), 0),
            has_overflowed=FILE_CAP in (output, warnings),
        )

    def close(self) -> None:
        """Close them."""
        for file in self.descriptors:
            os.close(file)


def _open_scratch(name: str) -> int:
    """Open a file that exists only as long as a process has it open."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create(name)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
