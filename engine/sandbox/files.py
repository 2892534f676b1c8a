"""The files that a worker and its parent share, for one job after another: the job itself, and what its child leaves.

A child inherits them open. By the time that they are cleared, nothing of the job before is left that could still write.
"""

import os
import tempfile
from dataclasses import dataclass
from typing import Literal

from torchquiz.engine.sandbox.report import shown

OUTPUT_CAP = 64 << 10
"""Bytes of output that are kept; a snippet that writes far more is stopped by the worker."""
FILE_CAP = 1 << 20

Stopped = Literal["timeout", "cancelled"]
"""Why the parent ended a child."""


@dataclass(frozen=True, slots=True)
class Left:
    """How a child ended, and what it left in its files."""

    code: int
    """What it ended with: 0, or a number of its own, or less than 0 for a signal."""
    stopped: Stopped | None
    report: bytes
    output: bytes
    warnings: bytes
    is_flood: bool
    """Whether it printed as much as a file holds."""

    @property
    def is_report_full(self) -> bool:
        """Whether its report was cut off."""
        return len(self.report) >= FILE_CAP


class Files:
    """Four files in memory; where the system has none there, files on disk without a name."""

    def __init__(self) -> None:
        self._job, self._report, self._output, self._warnings = map(
            _scratch, ("job", "report", "output", "warnings")
        )

    @property
    def numbers(self) -> tuple[int, int, int, int]:
        """Their descriptors: the job's, the report's, the output's and the warnings'."""
        return self._job, self._report, self._output, self._warnings

    def begin(self, letter: bytes) -> None:
        """Clear what the last job left, and lay down the next one."""
        for file in self.numbers:
            os.ftruncate(file, 0)
            os.lseek(file, 0, os.SEEK_SET)
        os.pwrite(self._job, letter, 0)

    def printed(self) -> str:
        """What the snippet has printed so far; a character that is only half written is left out."""
        data = os.pread(self._output, OUTPUT_CAP, 0)
        return shown(data.decode(errors="ignore" if len(data) < OUTPUT_CAP else "replace"))

    def left(self, code: int, stopped: Stopped | None) -> Left:
        """What the job's child left, which ended with this code, or was ended by the parent."""
        sizes = [
            min(os.fstat(file).st_size, FILE_CAP)
            for file in (self._report, self._output, self._warnings)
        ]
        return Left(
            code,
            stopped,
            os.pread(self._report, sizes[0], 0),
            os.pread(self._output, min(sizes[1], OUTPUT_CAP), 0),
            os.pread(self._warnings, min(sizes[2], OUTPUT_CAP), 0),
            FILE_CAP in sizes[1:],
        )

    def close(self) -> None:
        """Give them up."""
        for file in self.numbers:
            os.close(file)


def _scratch(name: str) -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create(name)
    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())
