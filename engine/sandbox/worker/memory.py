"""Provides the C library's memory functions, and reads the memory map of a process."""

import ctypes
import sys
from collections.abc import Iterable, Iterator
from typing import NamedTuple

HUGE, PAGE = 2 << 20, 4096
"""Bytes of a huge page and of a small one."""
READ, WRITE, EXECUTE = 1, 2, 4
"""PROT_READ, PROT_WRITE and PROT_EXEC of mmap."""
PRIVATE, ANONYMOUS = 0x02, 0x20
"""MAP_PRIVATE and MAP_ANONYMOUS: memory that is not shared and not part of a file."""
HERE_OR_NOWHERE = 0x100000
"""MAP_FIXED_NOREPLACE: map at this address, or fail if something is there."""
MOVE_TO = 1 | 2
"""MREMAP_MAYMOVE | MREMAP_FIXED: move to this address and replace what is there."""
MADV_HUGEPAGE, MADV_COLLAPSE = 14, 25
FAILED = ctypes.c_void_p(-1).value
"""MAP_FAILED, which mmap returns instead of an address."""


class Region(NamedTuple):
    """A region of memory, from one line of the map."""

    start: int
    end: int
    rights: str
    """Such as `rw-p`."""
    name: str
    """The path of a file, a name in brackets such as `[heap]`, or nothing."""


def regions(maps: Iterable[str]) -> Iterator[Region]:
    """Yield the regions that the lines of `/proc/self/maps` describe.

    A line such as `7f00-7fff r-xp 00001000 fe:00 26933    /lib/a.so` has bounds, rights, offset in
    the file, device, inode and name. The name may contain spaces or be missing.
    """
    for line in maps:
        bounds, rights, *rest = line.rstrip("\n").split(maxsplit=5)
        start, end = (int(bound, 16) for bound in bounds.split("-"))
        name = rest[3] if len(rest) > 3 else ""
        yield Region(start, end, rights, name)


def round_up(address: int) -> int:
    """Return the address rounded up to a multiple of the size of a huge page."""
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
