"""Gives up what only root may do.

A snippet has no more rights than anybody else, whoever started torchquiz.
"""

import ctypes
import os
import sys

NOBODY = 65534
"""The user and group that own nothing."""
LAST_CAPABILITY = 63
"""No kernel has more; dropping one that does not exist fails without harm."""
CAPABILITY_VERSION = 0x20080522
"""_LINUX_CAPABILITY_VERSION_3, the form of `capset` with 64 bits."""
PR_CAPBSET_DROP, PR_SET_DUMPABLE = 24, 4

LIBC = ctypes.CDLL(None, use_errno=True)


def drop() -> str:
    """Become nobody, or give up all capabilities; return what is in force.

    Root becomes nobody unless the interpreter is in a private folder, where nobody could not read
    it. An ordinary user has all capabilities inside the namespaces it made, and gives them up too.
    """
    is_root = os.geteuid() == 0
    paths = (sys.prefix, sys.base_prefix, __file__)
    if is_root and all(_is_open_to_all(os.path.realpath(path)) for path in paths):
        os.setgroups([])
        # The group first: without being root one cannot change it any more.
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        # A change of user clears this flag, and without it the worker cannot open its own /proc.
        LIBC.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
        return "nobody, no longer root"
    _give_up_capabilities()
    if is_root:
        return "root without capabilities, since the interpreter lies in a private folder"
    return "an ordinary user"


def hide_memory() -> None:
    """Let no other process open this one's files in /proc, or its children's.

    Those are its memory, its map and its descriptors.
    """
    LIBC.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def _give_up_capabilities() -> None:
    # From the bounding set too, or a program could get them back from its file.
    for capability in range(LAST_CAPABILITY + 1):
        LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    this_process = 0
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, this_process)
    no_capabilities = (ctypes.c_uint32 * 6)()
    if LIBC.capset(header, no_capabilities):
        raise OSError(ctypes.get_errno(), "capabilities cannot be given up")


def _is_open_to_all(path: str) -> bool:
    """Return whether every folder on the way to this path can be entered by everybody."""
    while path != "/":
        if os.path.isdir(path) and not os.stat(path).st_mode & 1:
            return False
        path = os.path.dirname(path)
    return True
