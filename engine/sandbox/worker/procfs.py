"""Reads the worker's own /proc files, which are opened before Landlock hides them.

Landlock hides /proc because a child that could read it would have access to the worker's memory.
"""

import os
import sys
from typing import TextIO

PAGE = os.sysconf("SC_PAGE_SIZE")
ENTRY = 8
"""The size in bytes of an entry in `pagemap`, which has one entry per page."""
PRESENT = 0x80
"""The highest bit of an entry's last byte, which is set if the page is in memory.

https://docs.kernel.org/admin-guide/mm/pagemap.html
"""


class ProcFiles:
    """The open /proc files of the worker's own process, if the system has /proc."""

    def __init__(self) -> None:
        self._is_available = sys.platform == "linux"
        if self._is_available:
            # The files are never closed, because they are needed as long as the worker lives.
            self._maps = open("/proc/self/maps")  # noqa: SIM115
            self._children = open("/proc/thread-self/children")  # noqa: SIM115
            self._pages = os.open("/proc/self/pagemap", os.O_RDONLY | os.O_CLOEXEC)
            self._tasks = os.open("/proc/self/task", os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)

    def maps(self) -> list[str]:
        """Return the lines of the worker's memory map, one per region."""
        return _lines(self._maps) if self._is_available else []

    def pages_in_use(self, start: int, size: int) -> int:
        """Return how many pages in a range of addresses are currently in physical memory."""
        entries = os.pread(self._pages, size // PAGE * ENTRY, start // PAGE * ENTRY)
        last_bytes = entries[ENTRY - 1 :: ENTRY]
        return sum(byte >= PRESENT for byte in last_bytes)

    def children(self) -> list[int]:
        """Return the IDs of the worker's child processes, including orphans that it inherited."""
        if not self._is_available:
            return []
        return [int(pid) for line in _lines(self._children) for pid in line.split()]

    def threads(self) -> int:
        """Return the number of the worker's threads, or 1 if there is no /proc."""
        return len(os.listdir(self._tasks)) if self._is_available else 1


def _lines(file: TextIO) -> list[str]:
    file.seek(0)
    return file.readlines()
