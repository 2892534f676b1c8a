"""Limits on what a child may take. Set once in the worker, before it serves: every child inherits them and cannot raise them."""

import os
import sys

if sys.platform != "win32":
    import resource

FILE_CAP = 1 << 20
"""Bytes that a snippet may write to its output; the report has the same room."""
MEMORY_BUDGET = 3 << 30
"""Bytes of address space that a snippet may take beyond what torch has."""
MOST_FILES = 256
MOST_THREADS = 512
"""Of a snippet. The kernel exempts root from it, and counts all that a user runs unless in a namespace of the user's own."""


def bound() -> str:
    """Bound files, memory and descriptors, and leave no core files; returns what is in force.

    Windows bounds a process from outside: the parent does.
    """
    if sys.platform == "win32":
        return f"memory {MEMORY_BUDGET >> 30} GiB, one process; output {FILE_CAP >> 20} MiB, as soon as the parent sees it"
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_FSIZE, FILE_CAP)
    _lower(resource.RLIMIT_NOFILE, MOST_FILES)
    if sys.platform != "linux":
        return f"output {FILE_CAP >> 20} MiB; memory is not bounded"
    _be_first_to_go()
    with open("/proc/self/statm") as sizes:
        taken = int(sizes.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    _lower(resource.RLIMIT_AS, taken + MEMORY_BUDGET)
    return f"output {FILE_CAP >> 20} MiB, memory {MEMORY_BUDGET >> 30} GiB"


def most_threads(is_alone: bool) -> int:
    """How many threads the user may have while a snippet runs. Set in each child, for the worker must always be able to fork.

    Without a namespace of the user's own (`is_alone`), what else the user runs counts as well, and may go on.
    """
    most = MOST_THREADS + (
        0 if is_alone else sum(_threads(pid) for pid in os.listdir("/proc") if pid.isdigit())
    )
    return _at_most(resource.RLIMIT_NPROC, most)


def _threads(pid: str) -> int:
    try:
        return (
            len(os.listdir(f"/proc/{pid}/task"))
            if os.stat(f"/proc/{pid}").st_uid == os.getuid()
            else 0
        )
    except OSError:
        return 0


def _lower(limit: int, most: int) -> None:
    most = _at_most(limit, most)
    resource.setrlimit(limit, (most, most))


def _at_most(limit: int, most: int) -> int:
    """A limit that is lower already stays."""
    _, hard = resource.getrlimit(limit)
    return most if hard == resource.RLIM_INFINITY else min(most, hard)


def _be_first_to_go() -> None:
    """When memory runs out, let the system end a snippet rather than the user's programs."""
    try:
        with open("/proc/self/oom_score_adj", "w") as score:
            score.write("1000")
    except OSError:
        pass
