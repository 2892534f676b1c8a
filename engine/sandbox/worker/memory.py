"""Provides the C library's memory functions, and parses the memory map of a process."""

import ctypes
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

HUGE, PAGE = 2 << 20, 4096
"""The sizes in bytes of a huge page and of a small page."""
READ, WRITE, EXECUTE = 1, 2, 4
"""mmap's PROT_READ, PROT_WRITE and PROT_EXEC."""
PRIVATE, ANONYMOUS = 0x02, 0x20
"""MAP_PRIVATE and MAP_ANONYMOUS: memory that is neither shared nor part of a file."""
HERE_OR_NOWHERE = 0x100000
"""MAP_FIXED_NOREPLACE: map at this address, or fail if the address is in use."""
MOVE_TO = 1 | 2
"""MREMAP_MAYMOVE | MREMAP_FIXED: move to this address and replace whatever is mapped there."""
MADV_HUGEPAGE, MADV_COLLAPSE = 14, 25
FAILED = ctypes.c_void_p(-1).value
"""MAP_FAILED, which mmap returns if it fails."""


class Region(NamedTuple):
    """A region of memory, as described by one line of the memory map."""

    start: int
    end: int
    rights: str
    """The access rights, such as `rw-p`."""
    name: str
    """The path of a file, a name in brackets such as `[heap]`, or an empty string."""


def regions(maps: Iterable[str]) -> Iterator[Region]:
    """Yield the regions that the lines of `/proc/self/maps` describe.

    A line such as `7f00-7fff r-xp 00001000 fe:00 26933    /lib/a.so` consists of the bounds, the
    rights, the offset in the file, the device, the inode and the name. The name may be missing or
    contain spaces.
    """
    for line in maps:
        bounds, rights, *rest = line.rstrip("\n").split(maxsplit=5)
        start, end = (int(bound, 16) for bound in bounds.split("-"))
        name = rest[3] if len(rest) > 3 else ""
        yield Region(start, end, rights, name)


def round_up(address: int) -> int:
    """Return the address rounded up to a multiple of the huge page size."""
    return -(-address // HUGE) * HUGE


def _library() -> ctypes.PyDLL:
    # A PyDLL keeps the interpreter's lock during a call, so that no other thread can move memory.
    library = ctypes.PyDLL(None)
    address, size, number = ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int
    library.mmap.restype = address
    library.mmap.argtypes = [address, size, number, number, number, ctypes.c_long]
    library.mremap.restype = address
    library.mremap.argtypes = [address, size, size, number, address]
    library.madvise.argtypes = [address, size, number]
    library.mprotect.argtypes = [address, size, number]
    library.munmap.argtypes = [address, size]
    library.malloc.restype = address
    library.malloc.argtypes = [size]
    library.sbrk.restype = address
    return library


LIBC = _library() if sys.platform == "linux" else None
