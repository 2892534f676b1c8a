"""Moves the machine code that torch runs most into huge pages.

A fork does not copy the entries of a file's small pages, so each child would have to look every one
of them up again: about two hundred page faults a snippet. A huge page is copied with one entry. The
code keeps its address; only the memory behind it becomes the worker's own, about 100 MB. Where the
system does not allow it, nothing happens and children are slower.
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
"""How many small pages of a huge one must be in use for the move to pay."""


def move(maps: Iterable[str], pages_in_use: Callable[[int, int], int]) -> int:
    """Move the code that is used most; return the number of bytes moved.

    Args:
        maps: the lines of this process's `/proc/self/maps`.
        pages_in_use: counts the small pages in use, given an address and a size.
    """
    if LIBC is None:
        return 0
    used = [page for page in _code_pages(maps) if pages_in_use(page, HUGE) >= LEAST_USED]
    return sum(size for start, size in _joined(used) if _is_moved(start, size))


def _joined(pages: list[int]) -> list[tuple[int, int]]:
    """Return start and size of each run of huge pages: a fork copies each region separately."""
    starts = [page for page in pages if page - HUGE not in pages]
    ends = [page + HUGE for page in pages if page + HUGE not in pages]
    return [(start, end - start) for start, end in zip(starts, ends, strict=True)]


def _code_pages(maps: Iterable[str]) -> Iterator[int]:
    """Return the address of every huge page that would contain nothing but code from a file."""
    for region in list(regions(maps)):
        if region.rights == "r-xp" and region.name.startswith("/"):
            yield from range(round_up(region.start), region.end // HUGE * HUGE, HUGE)


def _is_moved(start: int, size: int) -> bool:
    """Replace code by a copy of it in huge pages; return whether that succeeded."""
    assert LIBC is not None
    # One huge page more than needed, so that the copy can begin where a huge page does.
    room = LIBC.mmap(None, size + HUGE, READ | WRITE, PRIVATE | ANONYMOUS, -1, 0)
    if room == FAILED:
        return False
    copy, end = round_up(room), room + size + HUGE
    LIBC.madvise(copy, size, MADV_HUGEPAGE)
    ctypes.memmove(copy, start, size)
    is_moved: bool = (
        LIBC.mprotect(copy, size, READ | EXECUTE) == 0
        # A single system call, so that there is code at this address at every moment.
        and LIBC.mremap(copy, size, size, MOVE_TO, start) == start
    )
    unused = [(room, copy), (copy + size, end)] if is_moved else [(room, end)]
    for unused_start, unused_end in unused:
        LIBC.munmap(unused_start, unused_end - unused_start)
    return is_moved
