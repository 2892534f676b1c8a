"""Moves the machine code that torch runs most into huge pages, because a fork does not hand on the small pages of a file.

Each child would have to look every one of them up again, some two hundred faults a snippet; a huge page is handed on with one
entry. The code stays where it is as far as anybody can tell; only the memory behind it is the worker's own, some 100 MB. Where
the system does not allow it, nothing happens and children are slower.
"""

import ctypes
from collections.abc import Callable, Iterable, Iterator

from memory import (
    ANONYMOUS,
    EXECUTE,
    HUGE,
    LIBC,
    MADV_HUGEPAGE,
    MOVE_TO,
    NOWHERE,
    PAGE,
    PRIVATE,
    READ,
    WRITE,
    regions,
)

USED_MOST = HUGE // PAGE // 4
"""So many small pages of a huge one must be in use, or it does not pay."""


def move(maps: Iterable[str], pages_in_use: Callable[[int, int], int]) -> int:
    """Move what is used most, given this process's maps and what counts its pages in use; returns how many bytes that were."""
    if LIBC is None:
        return 0
    used = [at for at in _code(maps) if pages_in_use(at, HUGE) >= USED_MOST]
    return sum(size for at, size in _joined(used) if _is_moved(at, size))


def _joined(pages: list[int]) -> list[tuple[int, int]]:
    """Start and size of each row of huge pages, for the kernel looks after every piece of memory apart."""
    begins = [at for at in pages if at - HUGE not in pages]
    ends = [at + HUGE for at in pages if at + HUGE not in pages]
    return [(begin, end - begin) for begin, end in zip(begins, ends, strict=True)]


def _code(maps: Iterable[str]) -> Iterator[int]:
    """Where each huge page would begin that lies within the code of a file as a whole."""
    for region in list(regions(maps)):
        if region.rights == "r-xp" and region.name.startswith("/"):
            yield from range(-(-region.start // HUGE) * HUGE, region.end // HUGE * HUGE, HUGE)


def _is_moved(at: int, size: int) -> bool:
    """Whether a copy in huge pages has taken the place of the code at this address."""
    room = LIBC.mmap(None, size + HUGE, READ | WRITE, PRIVATE | ANONYMOUS, -1, 0)
    if room == NOWHERE:
        return False
    copy = -(-room // HUGE) * HUGE
    LIBC.madvise(copy, size, MADV_HUGEPAGE)
    ctypes.memmove(copy, at, size)
    is_moved = (
        LIBC.mprotect(copy, size, READ | EXECUTE) == 0
        and LIBC.mremap(copy, size, size, MOVE_TO, at) == at
    )
    left = (
        [(room, copy), (copy + size, room + size + HUGE)]
        if is_moved
        else [(room, room + size + HUGE)]
    )
    for start, end in left:
        LIBC.munmap(start, end - start)
    return is_moved
