"""Moves the machine code that torch runs most often into huge pages.

A fork does not copy the page table entries of a file's small pages, so each child would need about
two hundred page faults to look them up again. The single entry of a huge page is copied. The code
keeps its address, but its memory, about 100 MB, becomes private to the worker. On systems that do
not allow this, nothing is moved and children are slower.
"""

import ctypes
from collections.abc import Callable, Iterable, Iterator

from memory import (
    ANONYMOUS,
    EXECUTE,
    FAILED,
    HUGE,
    LIBC,
    MADV_HUGEPAGE,
    MOVE_TO,
    PAGE,
    PRIVATE,
    READ,
    WRITE,
    regions,
    round_up,
)

LEAST_USED = HUGE // PAGE // 4
"""The number of small pages within a huge page that must be in use for the move to pay off."""


def move(maps: Iterable[str], pages_in_use: Callable[[int, int], int]) -> int:
    """Move the most frequently used code into huge pages, and return the number of bytes moved.

    Args:
        maps: the lines of this process's `/proc/self/maps`.
        pages_in_use: a function that takes an address and a size and returns the number of small
            pages in use.
    """
    if LIBC is None:
        return 0
    used = [page for page in _code_pages(maps) if pages_in_use(page, HUGE) >= LEAST_USED]
    return sum(size for start, size in _joined(used) if _is_moved(start, size))


def _joined(pages: list[int]) -> list[tuple[int, int]]:
    """Join adjacent huge pages, because a fork copies every region separately.

    Return the start and the size of each joined region.
    """
    starts = [page for page in pages if page - HUGE not in pages]
    ends = [page + HUGE for page in pages if page + HUGE not in pages]
    return [(start, end - start) for start, end in zip(starts, ends, strict=True)]


def _code_pages(maps: Iterable[str]) -> Iterator[int]:
    """Yield the address of every huge page that would contain only code from a file."""
    for region in list(regions(maps)):
        if region.rights == "r-xp" and region.name.startswith("/"):
            yield from range(round_up(region.start), region.end // HUGE * HUGE, HUGE)


def _is_moved(start: int, size: int) -> bool:
    """Replace code with a copy of it in huge pages, and return whether that succeeded."""
    assert LIBC is not None
    # Reserve one huge page more than needed, so that the copy can start at the boundary of one.
    room = LIBC.mmap(None, size + HUGE, READ | WRITE, PRIVATE | ANONYMOUS, -1, 0)
    if room == FAILED:
        return False
    copy, end = round_up(room), room + size + HUGE
    LIBC.madvise(copy, size, MADV_HUGEPAGE)
    ctypes.memmove(copy, start, size)
    is_moved: bool = (
        LIBC.mprotect(copy, size, READ | EXECUTE) == 0
        # A single system call replaces the code, so that there is code at this address at all
        # times.
        and LIBC.mremap(copy, size, size, MOVE_TO, start) == start
    )
    unused = [(room, copy), (copy + size, end)] if is_moved else [(room, end)]
    for unused_start, unused_end in unused:
        LIBC.munmap(unused_start, unused_end - unused_start)
    return is_moved
