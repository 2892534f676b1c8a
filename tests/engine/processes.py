"""Looks at processes from outside, by the ids that this process sees.

A snippet may live in a namespace of its own and see other ids.
"""

import os
import select
from pathlib import Path


def descendants(pid: int) -> list[int]:
    """What a process started, and what that started."""
    found: list[int] = []
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, children.read_text().split()):
            found += [child, *descendants(child)]
    return found


def handles(pids: list[int]) -> list[int]:
    """A file per process that is readable once it has ended; to be closed by `all_end`."""
    return [os.pidfd_open(pid) for pid in pids]


def all_end(opened: list[int], seconds: float) -> bool:
    """Whether the processes behind these handles end in time."""
    ended = [bool(select.select([handle], [], [], seconds)[0]) for handle in opened]
    for handle in opened:
        os.close(handle)
    return all(ended)


def running(mark: str) -> list[int]:
    """The processes that have this among their words."""
    found = []
    for words in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if mark.encode() in words.read_bytes().split(b"\0"):
                found.append(int(words.parent.name))
        except OSError:
            continue
    return found
