"""Gives up what root may do: a snippet has no more rights than anybody, whoever started torchquiz."""

import ctypes
import os
import sys

NOBODY = 65534
LAST_CAPABILITY = 63
CAPABILITY_VERSION = 0x20080522
PR_CAPBSET_DROP, PR_SET_DUMPABLE = 24, 4

LIBC = ctypes.CDLL(None, use_errno=True)


def drop() -> str:
    """Become nobody where nobody can read the interpreter; else stay who one is, without any capability.

    An ordinary user has all capabilities inside the namespaces that it made, so these are given up as well.
    """
    is_root = os.geteuid() == 0
    if is_root and all(
        _is_open_to_all(os.path.realpath(path)) for path in (sys.prefix, sys.base_prefix, __file__)
    ):
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        LIBC.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
        return "nobody, no longer root"
    _give_up_capabilities()
    return (
        "root without capabilities, since the interpreter lies in a private folder"
        if is_root
        else "an ordinary user"
    )


def hide_memory() -> None:
    """Let nobody open what /proc shows of this process and its children, but itself: its memory, its map, its files."""
    LIBC.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)


def _give_up_capabilities() -> None:
    for capability in range(LAST_CAPABILITY + 1):
        LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    if LIBC.capset(header, (ctypes.c_uint32 * 6)()):
        raise OSError(ctypes.get_errno(), "capabilities cannot be given up")


def _is_open_to_all(path: str) -> bool:
    while path != "/":
        if os.path.isdir(path) and not os.stat(path).st_mode & 1:
            return False
        path = os.path.dirname(path)
    return True
