"""Keeps the heap together, Python's and the C library's: a fork copies page tables, and each page that a child writes to.

Memory that lies in one piece fits into huge pages, which a fork hands on with one entry in place of 512. And what a child
allocates in one place, rather than in holes all over the heap, is fewer pages to be copied.
"""

import ctypes
import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from memory import ANONYMOUS, HERE_OR_NOWHERE, HUGE, LIBC, PRIVATE, Region, regions

ARENA = 1 << 20
"""Python's heap grows by so much at a time: https://github.com/python/cpython/blob/3.11/Objects/obmalloc.c."""
ARENAS = 40
"""About as many as the import of torch needs; what comes later finds room below them."""
BLOCK = 512
"""The largest object that lies in an arena."""
BLOCKS = 31 * (ARENA // (16 << 10))
"""So many of them fill an arena, with room for its administration."""
KEPT: list[bytes] = []
"""One object in each arena, for those without any are given back."""

SIZES = (*(1 << power for power in range(16, 10, -1)), *range(1024, 0, -16))
"""Of the pieces that are taken, the largest first."""
PIECES = 1 << 20
"""So many of a size are taken at most."""
ANEW = 64
"""After so many pieces the end of the heap is looked up anew."""


class _Info(ctypes.Structure):
    """`struct mallinfo2`, of which the last field is the size of what is free at the end of the heap.

    https://man7.org/linux/man-pages/man3/mallinfo.3.html
    """

    _fields_ = [(f"of_no_interest_{number}", ctypes.c_size_t) for number in range(9)] + [
        ("at_the_end", ctypes.c_size_t)
    ]


def reserve(maps: Callable[[], Iterable[str]]) -> None:
    """Have Python take most of its heap in one piece, given what tells its map. Not on other systems than Linux.

    Otherwise it takes an arena wherever there is room; in the course of importing torch that is between libraries.
    """
    if sys.platform != "linux":
        return
    filling = [b""] * (ARENAS * BLOCKS)
    plugs = list(_plugged(list(regions(maps()))))
    for place in range(len(filling)):
        filling[place] = bytes(BLOCK - sys.getsizeof(b""))
    KEPT.extend(filling[:: BLOCKS // 2])
    for start, size in plugs:
        LIBC.munmap(start, size)


def _plugged(regions: list[Region]) -> Iterator[tuple[int, int]]:
    """Start and size of each gap between the libraries, where nothing fits any more, and of one that ends where a huge page does.

    The kernel goes down from the highest address; the widest gap is the one below everything that it has placed so far.
    """
    gaps = [
        (one.end, other.start) for one, other in pairwise(regions) if not other.name.startswith("[")
    ]
    below, lowest = max(gaps, key=lambda gap: gap[1] - gap[0])
    between = [(start, end) for start, end in gaps if start >= lowest and end - start >= ARENA]
    for start, end in (*between, (max(below, lowest // HUGE * HUGE), lowest)):
        if (
            start < end
            and LIBC.mmap(start, end - start, 0, PRIVATE | ANONYMOUS | HERE_OR_NOWHERE, -1, 0)
            == start
        ):
            yield start, end - start


def fill_holes() -> int:
    """Take every free piece of the C library's heap before its end; returns how many bytes that were, about a megabyte.

    It needs `mallinfo2`, of glibc 2.33; elsewhere nothing happens.
    """
    if LIBC is None or not hasattr(LIBC, "mallinfo2"):
        return 0
    LIBC.mallinfo2.restype = _Info
    taken = 0
    for size in SIZES:
        for number in range(PIECES):
            if number % ANEW == 0:
                end = LIBC.sbrk(0) - LIBC.mallinfo2().at_the_end
            if LIBC.malloc(size) >= end:
                break
            taken += size
    return taken
