"""Functions that observe other processes by the ids that they have in this process's namespace.

A snippet may run in its own process namespace, in which ids differ.
"""

import os
import select
from pathlib import Path


def descendants(pid: int) -> list[int]:
    """Return the ids of a process's children, of their children, and so on."""
    pids: list[int] = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            pids += [child, *descendants(child)]
    return pids


def handles(pids: list[int]) -> list[int]:
    """Open one descriptor per process, which becomes readable when the process ends.

    `all_end` closes the descriptors.
    """
    return [os.pidfd_open(pid) for pid in pids]


def all_end(opened: list[int], seconds: float) -> bool:
    """Return whether all processes end within some seconds, and close their descriptors."""
    ended = [bool(select.select([handle], [], [], seconds)[0]) for handle in opened]
    for handle in opened:
        os.close(handle)
    return all(ended)


def running(argument: str) -> list[int]:
    """Return the ids of the processes that were started with this argument."""
    pids = []
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if argument.encode() in command.read_bytes().split(b"\0"):
                pids.append(int(command.parent.name))
        except OSError:  # the process has ended in the meantime
            continue
    return pids
