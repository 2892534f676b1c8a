"""Gives up root's privileges, so that snippets run without them."""

import ctypes
import os
import sys
from collections.abc import Sequence

NOBODY = 65534
"""The ID of the user and group that own no files."""
LAST_CAPABILITY = 63
"""The highest possible capability. Dropping one that does not exist fails harmlessly."""
CAPABILITY_VERSION = 0x20080522
"""_LINUX_CAPABILITY_VERSION_3, the 64-bit version of `capset`."""
PR_CAPBSET_DROP, PR_SET_DUMPABLE = 24, 4

LIBC = ctypes.CDLL(None, use_errno=True)


def drop(readable: Sequence[str] = ()) -> str:
    """Become the user `nobody`, or give up all capabilities. Return a description of the result.

    Root becomes `nobody` unless the interpreter or another path that must be readable is private,
    so that `nobody` could not read it. An ordinary user gives up all capabilities inside the
    namespaces that it created.

    Args:
        readable: the files and folders that jobs must be able to read.
    """
    is_root = os.geteuid() == 0
    paths = (sys.prefix, sys.base_prefix, __file__, *readable)
    if is_root and all(_is_open_to_all(os.path.realpath(path)) for path in paths):
        os.setgroups([])
        # Change the group first, because only root can do so.
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        # A change of user clears this flag, which the worker needs to open its own files in /proc.
        LIBC.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
        return "user nobody instead of root"
    _give_up_capabilities()
    if is_root:
        return "root without capabilities, because it must read private files"
    return "an ordinary user without capabilities"


def hide_memory() -> None:
    """Prevent other processes from opening the /proc files of this process and its children.

    These files give access to the memory, the memory map and the descriptors.
    """
    LIBC.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def _give_up_capabilities() -> None:
    # Drop them from the bounding set too, or a program could regain them from its file.
    for capability in range(LAST_CAPABILITY + 1):
        LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    this_process = 0
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, this_process)
    no_capabilities = (ctypes.c_uint32 * 6)()
    if LIBC.capset(header, no_capabilities):
        raise OSError(ctypes.get_errno(), "could not drop the capabilities")


def _is_open_to_all(path: str) -> bool:
    """Return whether every user can read a file (or enter a folder) and enter all its parents."""
    if os.path.isfile(path) and not os.stat(path).st_mode & 4:
        return False
    while path != "/":
        if os.path.isdir(path) and not os.stat(path).st_mode & 1:
            return False
        path = os.path.dirname(path)
    return True
