"""Limits on what a child may take. Set once in the worker, before it serves: every child inherits them and cannot raise them."""

import os
import resource
import sys

FILE_CAP = 1 << 20
"""Bytes that a snippet may write to its output; the report has the same room."""
MEMORY_BUDGET = 3 << 30
"""Bytes of address space that a snippet may take beyond what torch has."""
MOST_FILES = 256


def bound() -> str:
    """Bound files, memory and descriptors, and leave no core files; returns what is in force."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (FILE_CAP, FILE_CAP))
    resource.setrlimit(resource.RLIMIT_NOFILE, (MOST_FILES, MOST_FILES))
    if sys.platform != "linux":
        return f"output {FILE_CAP >> 20} MiB; memory is not bounded"
    with open("/proc/self/statm") as sizes:
        taken = int(sizes.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (taken + MEMORY_BUDGET, taken + MEMORY_BUDGET))
    return f"output {FILE_CAP >> 20} MiB, memory {MEMORY_BUDGET >> 30} GiB"
