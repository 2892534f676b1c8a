"""Keeps the heaps of Python and of the C library contiguous.

A fork copies the page tables, and the kernel copies each page that a child writes to. Contiguous
memory fits into huge pages, for each of which a fork copies one entry instead of 512. In addition,
a child writes to fewer pages if it allocates memory in one place and not in holes all over the
heap.
"""

import ctypes
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from memory import ANONYMOUS, HERE_OR_NOWHERE, HUGE, LIBC, PRIVATE, Region, regions

ARENA = 1 << 20
"""The number of bytes by which Python's heap grows at a time.

https://github.com/python/cpython/blob/3.11/Objects/obmalloc.c
"""
ARENAS = 40
"""The number of arenas to reserve, which is about as many as importing torch needs.

An arena allocated later lies between the libraries, in small pages that every fork copies.
"""
BLOCK = 512
"""The size in bytes of the largest object that is stored in an arena."""
BLOCKS = 31 * (ARENA // (16 << 10))
"""The number of such blocks in an arena. A pool of 16 KiB has room for 31 blocks and a header."""
KEPT: list[bytes] = []
"""Objects that keep every arena in use, because Python releases empty arenas."""

POWERS_OF_TWO = tuple(1 << power for power in range(16, 10, -1))
SIZES = (*POWERS_OF_TWO, *range(1024, 0, -16))
"""The sizes in bytes of the pieces to allocate, largest first."""
PIECES = 1 << 20
"""The maximum number of pieces to allocate of each size."""
LOOK_EVERY = 64
"""Number of pieces after which to look up the end of the heap again, since it may have moved."""


class _HeapInfo(ctypes.Structure):
    """`struct mallinfo2`, whose last field is the number of free bytes at the end of the heap.

    https://man7.org/linux/man-pages/man3/mallinfo.3.html
    """

    _fields_ = [(f"unused_{number}", ctypes.c_size_t) for number in range(9)] + [
        ("free_at_end", ctypes.c_size_t)
    ]


def reserve(maps: Callable[[], Iterable[str]]) -> None:
    """Make Python allocate most of its heap in one contiguous piece, on Linux.

    Otherwise each arena would end up wherever there is room, which is between torch's libraries
    while torch is being imported.

    Args:
        maps: a function that returns the lines of this process's `/proc/self/maps`.
    """
    if LIBC is None:
        return
    # The list is created before the gaps are filled, so that it does not end up below them.
    filling = [b""] * (ARENAS * BLOCKS)
    plugs = list(_plugged(list(regions(maps()))))
    for index in range(len(filling)):
        filling[index] = bytes(BLOCK - sys.getsizeof(b""))
    KEPT.extend(filling[:: BLOCKS // 2])
    for start, size in plugs:
        LIBC.munmap(start, size)


def _plugged(regions: list[Region]) -> Iterator[tuple[int, int]]:
    """Fill and yield the gaps in memory that could hold an arena, so that the heap is below them.

    An arena is the piece of memory that Python allocates at a time. The kernel searches downwards
    from the highest address, and the widest gap is the one below everything that it has placed so
    far. The top of that gap is filled down to a multiple of the huge page size, so that the heap
    ends at the boundary of a huge page.
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
    """Reserve inaccessible memory at this address, and return whether that succeeded."""
    assert LIBC is not None
    no_rights, no_file = 0, -1
    flags = PRIVATE | ANONYMOUS | HERE_OR_NOWHERE
    return bool(LIBC.mmap(start, size, no_rights, flags, no_file, 0) == start)


def fill_holes() -> int:
    """Allocate all free memory inside the C library's heap, and return the number of bytes.

    This is about a megabyte. It requires `mallinfo2`, which glibc has had since version 2.33. On
    other systems this does nothing.
    """
    if LIBC is None or not hasattr(LIBC, "mallinfo2"):
        return 0
    LIBC.mallinfo2.restype = _HeapInfo
    taken = 0
    for size in SIZES:
        for number in range(PIECES):
            if number % LOOK_EVERY == 0:
                end = LIBC.sbrk(0) - LIBC.mallinfo2().free_at_end
            # If the piece comes from the end of the heap, no hole of this size is left.
            if LIBC.malloc(size) >= end:
                break
            taken += size
    return taken
