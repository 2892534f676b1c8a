"""Keeps the heaps of Python and of the C library in one piece.

A fork copies page tables, and later each page that a child writes to. Memory in one piece fits into
huge pages, for which a fork copies one entry instead of 512. And a child that allocates memory in
one place, rather than in holes all over the heap, writes to fewer pages.
"""

import ctypes
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from memory import ANONYMOUS, HERE_OR_NOWHERE, HUGE, LIBC, PRIVATE, Region, regions

ARENA = 1 << 20
"""Bytes by which Python's heap grows at a time.

https://github.com/python/cpython/blob/3.11/Objects/obmalloc.c
"""
ARENAS = 40
"""Number of arenas to reserve, about as many as the import of torch needs."""
BLOCK = 512
"""Bytes of the largest object that is stored in an arena."""
BLOCKS = 31 * (ARENA // (16 << 10))
"""Number of such blocks in an arena: 31 in each pool of 16 KiB, which also has a header."""
KEPT: list[bytes] = []
"""Objects that keep each arena in use, because Python gives back an empty arena."""

POWERS_OF_TWO = tuple(1 << power for power in range(16, 10, -1))
SIZES = (*POWERS_OF_TWO, *range(1024, 0, -16))
"""Sizes in bytes of the pieces to allocate, the largest first."""
PIECES = 1 << 20
"""Number of pieces of one size to allocate, at most."""
LOOK_EVERY = 64
"""Number of pieces after which the end of the heap is looked up again, as it may have moved."""


class _HeapInfo(ctypes.Structure):
    """`struct mallinfo2`, whose last field is the number of free bytes at the end of the heap.

    https://man7.org/linux/man-pages/man3/mallinfo.3.html
    """

    _fields_ = [(f"unused_{number}", ctypes.c_size_t) for number in range(9)] + [
        ("free_at_end", ctypes.c_size_t)
    ]


def reserve(maps: Callable[[], Iterable[str]]) -> None:
    """Make Python take most of its heap in one piece, on Linux.

    Otherwise it would take each arena wherever there is room, which is between libraries while
    torch is being imported.

    Args:
        maps: returns the lines of this process's `/proc/self/maps`.
    """
    if LIBC is None:
        return
    # Allocated before the gaps are filled, so that the list itself does not end up below them.
    filling = [b""] * (ARENAS * BLOCKS)
    plugs = list(_plugged(list(regions(maps()))))
    for index in range(len(filling)):
        filling[index] = bytes(BLOCK - sys.getsizeof(b""))
    KEPT.extend(filling[:: BLOCKS // 2])
    for start, size in plugs:
        LIBC.munmap(start, size)


def _plugged(regions: list[Region]) -> Iterator[tuple[int, int]]:
    """Fill the gaps where an arena would fit, so that the heap starts below them; yield the gaps.

    The kernel searches downwards from the highest address, and the widest gap is the one below
    everything that it has placed so far. The top of that gap is filled down to a multiple of the
    size of a huge page, so that the heap ends where a huge page does.
    """
    gaps = [
        (lower.end, upper.start)
        for lower, upper in pairwise(regions)
        if not upper.name.startswith("[")
    ]
    below, lowest = max(gaps, key=lambda gap: gap[1] - gap[0])
    to_fill = [(start, end) for start, end in gaps if start >= lowest and end - start >= ARENA]
    to_fill.append((max(below, lowest // HUGE * HUGE), lowest))
    for start, end in to_fill:
        if start < end and _is_filled(start, end - start):
            yield start, end - start


def _is_filled(start: int, size: int) -> bool:
    """Reserve unusable memory at this address; return whether that succeeded."""
    assert LIBC is not None
    no_rights, no_file = 0, -1
    flags = PRIVATE | ANONYMOUS | HERE_OR_NOWHERE
    return bool(LIBC.mmap(start, size, no_rights, flags, no_file, 0) == start)


def fill_holes() -> int:
    """Allocate all free memory inside the C library's heap; return the bytes allocated.

    That is about a megabyte. It needs `mallinfo2`, from glibc 2.33 on; elsewhere nothing happens.
    """
    if LIBC is None or not hasattr(LIBC, "mallinfo2"):
        return 0
    LIBC.mallinfo2.restype = _HeapInfo
    taken = 0
    for size in SIZES:
        for number in range(PIECES):
            if number % LOOK_EVERY == 0:
                end = LIBC.sbrk(0) - LIBC.mallinfo2().free_at_end
            # A piece from the end of the heap means that no hole of this size is left.
            if LIBC.malloc(size) >= end:
                break
            taken += size
    return taken
