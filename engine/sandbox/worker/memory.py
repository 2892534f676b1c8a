"""The C library's calls on memory, and what a process's map says of it."""

import ctypes
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

HUGE, PAGE = 2 << 20, 4096
READ, WRITE, EXECUTE = 1, 2, 4
PRIVATE, ANONYMOUS, HERE_OR_NOWHERE = 0x02, 0x20, 0x100000
MOVE_TO = 1 | 2
MADV_HUGEPAGE, MADV_COLLAPSE = 14, 25
NOWHERE = ctypes.c_void_p(-1).value


class Region(NamedTuple):
    """A line of the map."""

    start: int
    end: int
    rights: str
    """Such as `rw-p`."""
    name: str
    """The file, or a name in brackets, or nothing."""


def regions(maps: Iterable[str]) -> Iterator[Region]:
    """The regions of a process, of the lines of its `/proc/self/maps`."""
    for line in maps:
        bounds, rights, *rest = line.rstrip("\n").split(maxsplit=5)
        start, end = (int(bound, 16) for bound in bounds.split("-"))
        yield Region(start, end, rights, rest[3] if len(rest) > 3 else "")


def _library() -> ctypes.PyDLL:
    library = ctypes.PyDLL(None)
    address, size, number = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
    library.mmap.restype, library.mmap.argtypes = (
        address,
        [address, size, number, number, number, ctypes.c_long],
    )
    library.mremap.restype, library.mremap.argtypes = (
        address,
        [address, size, size, number, address],
    )
    library.madvise.argtypes = library.mprotect.argtypes = [address, size, number]
    library.munmap.argtypes = [address, size]
    library.malloc.restype, library.malloc.argtypes = address, [size]
    library.sbrk.restype = address
    return library


LIBC = _library() if sys.platform == "linux" else None
