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
    """Become nobody where nobody can read the interpreter; else stay root in name, without any capability."""
    if os.geteuid():
        return "an ordinary user"
    if all(_is_open_to_all(os.path.realpath(path)) for path in (sys.prefix, sys.base_prefix, __file__)):
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
        LIBC.prctl(PR_SET_DUMPABLE, 1, 0, 0, 0)
        return "nobody, no longer root"
    for capability in range(LAST_CAPABILITY + 1):
        LIBC.prctl(PR_CAPBSET_DROP, capability, 0, 0, 0)
    header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION, 0)
    if LIBC.capset(header, (ctypes.c_uint32 * 6)()):
        raise OSError(ctypes.get_errno(), "root's capabilities cannot be given up")
    return "root without capabilities, since the interpreter lies in a private folder"


def _is_open_to_all(path: str) -> bool:
    while path != "/":
        if os.path.isdir(path) and not os.stat(path).st_mode & 1:
            return False
        path = os.path.dirname(path)
    return True
