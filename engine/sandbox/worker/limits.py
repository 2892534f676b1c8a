"""Limits the resources that a child may use.

The limits are set once in the worker, before it serves any jobs. Every child inherits them and
cannot raise them.
"""

import os
import sys

if sys.platform != "win32":
    import resource

FILE_CAP = 1 << 20
"""The number of bytes that a snippet may write to each of its files."""
MEMORY_BUDGET = 3 << 30
"""The number of bytes of address space that a snippet may use in addition to torch's own."""
MOST_FILES = 256
MOST_THREADS = 512
"""The maximum number of threads of a snippet.

The kernel exempts root from this limit. Outside a user namespace it counts all threads of the user.
"""


def limit_resources() -> str:
    """Limit file sizes, memory and open files, disable core dumps, and return a description.

    On Windows the parent limits the process from outside.
    """
    if sys.platform == "win32":
        return (
            f"memory {MEMORY_BUDGET >> 30} GiB, one process; "
            f"output {FILE_CAP >> 20} MiB, checked by the parent"
        )
    # A crash would otherwise write a core file as large as torch.
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, FILE_CAP)
    _lower(resource.RLIMIT_NOFILE, MOST_FILES)
    # macOS accepts a limit on the address space but ignores it.
    if sys.platform != "linux":
        return f"output {FILE_CAP >> 20} MiB; memory is not limited"
    _die_first()
    _lower(resource.RLIMIT_AS, _address_space() + MEMORY_BUDGET)
    return f"output {FILE_CAP >> 20} MiB, memory {MEMORY_BUDGET >> 30} GiB"


def most_threads(is_alone: bool) -> int:
    """Return the maximum number of threads that the user may have while a snippet runs.

    The limit is set in each child, because the worker must always be able to fork.

    Args:
        is_alone: whether the worker has its own user namespace. Otherwise the limit must allow for
            the threads of the user's other programs, which are counted as well.
    """
    others = 0
    if not is_alone:
        others = sum(_threads(pid) for pid in os.listdir("/proc") if pid.isdigit())
    return _at_most(resource.RLIMIT_NPROC, MOST_THREADS + others)


def _threads(pid: str) -> int:
    """Return the number of a process's threads, or 0 if it has ended or belongs to another user."""
    try:
        if os.stat(f"/proc/{pid}").st_uid != os.getuid():
            return 0
        return len(os.listdir(f"/proc/{pid}/task"))
    except OSError:
        return 0


def _address_space() -> int:
    """Return the size of this process's address space in bytes."""
    with open("/proc/self/statm") as sizes:
        return int(sizes.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _lower(limit: int, most: int) -> None:
    # Both limits are set, because a process may raise its soft limit up to its hard limit.
    most = _at_most(limit, most)
    resource.setrlimit(limit, (most, most))


def _at_most(limit: int, most: int) -> int:
    """Return `most`, or the current hard limit if that is lower."""
    _, hard = resource.getrlimit(limit)
    return most if hard == resource.RLIM_INFINITY else min(most, hard)


def _die_first() -> None:
    """Make the system kill snippets before the user's own programs if memory runs out."""
    try:
        with open("/proc/self/oom_score_adj", "w") as score:
            score.write("1000")
    except OSError:
        pass
