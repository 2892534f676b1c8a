"""Manages the files that a worker and its parent share and reuse for every job.

The files contain the job and everything that its child process writes. A child inherits the open
files. They are cleared only after every process of the previous job has ended, so that no such
process can still write to them.
"""

import os
import tempfile
from dataclasses import dataclass
from typing import Literal

from torchquiz.engine.text.printable import printable

OUTPUT_CAP = 64 << 10
"""The maximum number of bytes of output to keep. A snippet that writes `FILE_CAP` is stopped."""
FILE_CAP = 1 << 20
"""The maximum number of bytes that the worker lets a child write to each file."""

StopReason = Literal["timeout", "cancelled"]
"""The reason why the parent killed a child."""


@dataclass(frozen=True, slots=True)
class ChildExit:
    """A child's exit status and everything that it wrote."""

    code: int
    """The exit status, or the negative signal number if a signal killed the child."""
    stop_reason: StopReason | None
    report: bytes
    output: bytes
    warnings: bytes
    has_overflowed: bool
    """Whether the output or the warnings filled their file."""

    @property
    def is_report_full(self) -> bool:
        """Whether the report filled its file and so may have been cut off."""
        return len(self.report) >= FILE_CAP


class Files:
    """The four files that a worker and its parent share.

    They are in memory or, on systems without in-memory files, unnamed files on disk.
    """

    def __init__(self) -> None:
        self._job = _open_scratch("job")
        self._report = _open_scratch("report")
        self._output = _open_scratch("output")
        self._warnings = _open_scratch("warnings")

    @property
    def descriptors(self) -> tuple[int, int, int, int]:
        """The file descriptors for the job, report, output and warnings, in that order."""
        return self._job, self._report, self._output, self._warnings

    def begin(self, job_bytes: bytes) -> None:
        """Clear everything that the previous job left behind, and write the next job."""
        # The file position is reset too, because all children and this process share it.
        for file in self.descriptors:
            os.ftruncate(file, 0)
            os.lseek(file, 0, os.SEEK_SET)
        os.pwrite(self._job, job_bytes, 0)

    def printed(self) -> str:
        """Return what the snippet has printed so far, without an incomplete last character."""
        data = os.pread(self._output, OUTPUT_CAP, 0)
        return printable(data.decode(errors="ignore" if len(data) < OUTPUT_CAP else "replace"))

    def child_exit(self, code: int, stop_reason: StopReason | None) -> ChildExit:
        """Return what the job's child process wrote and how it ended.

        Args:
            code: the child's exit status, or the negative signal number if a signal killed it.
            stop_reason: the reason why the parent killed the child, or None if it did not.
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
        """Close all four files."""
        for file in self.descriptors:
            os.close(file)


def _open_scratch(name: str) -> int:
    """Open a temporary file that disappears as soon as no process has it open."""
    if hasattr(os, "memfd_create"):
        return os.memfd_create(name)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
