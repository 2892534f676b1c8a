"""What the worker looks up of itself in /proc, opened before the doors close: left readable there, a child would find it."""

import os
import sys
from typing import TextIO

PAGE = os.sysconf("SC_PAGE_SIZE")
ENTRY = 8
"""Bytes that the kernel tells of a page; the highest bit of the last one says that it is there."""
IN_USE = 0x80


class Itself:
    """Open files on the worker's own process; without /proc there is nothing to be told."""

    def __init__(self) -> None:
        self._is_told = sys.platform == "linux"
        if self._is_told:
            self._maps = open("/proc/self/maps")  # noqa: SIM115 (open as long as the worker lives)
            self._children = open("/proc/thread-self/children")  # noqa: SIM115
            self._pages = os.open("/proc/self/pagemap", os.O_RDONLY | os.O_CLOEXEC)
            self._tasks = os.open("/proc/self/task", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def maps(self) -> list[str]:
        """The regions of its memory, a line each."""
        return _lines(self._maps) if self._is_told else []

    def pages_in_use(self, start: int, size: int) -> int:
        """How many pages of a piece of its memory are there."""
        entries = os.pread(self._pages, size // PAGE * ENTRY, start // PAGE * ENTRY)
        return sum(last >= IN_USE for last in entries[ENTRY - 1 :: ENTRY])

    def children(self) -> list[int]:
        """The processes that it started or was handed."""
        return (
            [int(pid) for line in _lines(self._children) for pid in line.split()]
            if self._is_told
            else []
        )

    def threads(self) -> int:
        """How many threads it has, as far as that can be told."""
        return len(os.listdir(self._tasks)) if self._is_told else 1


def _lines(file: TextIO) -> list[str]:
    file.seek(0)
    return file.readlines()
