"""Landlock: what the worker may read, and that it may write nothing. Needs no privilege and no library; Linux 5.13 and later.

https://docs.kernel.org/userspace-api/landlock.html
"""

import ctypes
import os
import sys
from collections.abc import Iterable

from layer import Unavailable

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
"""System calls; their numbers are the same on every machine."""
GIVE_VERSION = 1
PATH_BENEATH = 1

READ_FILE, READ_DIR = 1 << 2, 1 << 3
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""From which version on how many rights over files exist; every one of them is withheld."""
TCP_RIGHTS = 0b11
SCOPES = 0b11
"""No signals to, and no abstract sockets of, processes outside."""
TCP_SINCE, SCOPES_SINCE = 4, 6

LIBC = ctypes.CDLL(None, use_errno=True)


class _Ruleset(ctypes.Structure):
    _fields_ = [("files", ctypes.c_uint64), ("tcp", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def restrict(readable: Iterable[str]) -> str:
    """Give up every access to files but reading these; returns what is in force.

    Raises:
        Unavailable: the kernel has no Landlock, or it is switched off.
    """
    version = _call(CREATE_RULESET, None, 0, GIVE_VERSION)
    rights = (1 << max(count for since, count in FILE_RIGHTS.items() if since <= version)) - 1
    attributes = _Ruleset(
        rights, TCP_RIGHTS if version >= TCP_SINCE else 0, SCOPES if version >= SCOPES_SINCE else 0
    )
    size = 24 if version >= SCOPES_SINCE else 16 if version >= TCP_SINCE else 8
    ruleset = _call(CREATE_RULESET, ctypes.byref(attributes), size, 0)
    for path in readable:
        _allow(ruleset, path)
    _call(RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
    return f"version {version}"


def readable_paths() -> list[str]:
    """The interpreter, its packages, and what the C library and torch look at. Never the folder of the user's project.

    Nothing of the worker's own in /proc, which a child would find there: its memory lies beside its map.
    """
    packages = [
        path for path in sys.path if os.path.basename(path) in ("site-packages", "dist-packages")
    ]
    system = (
        "/usr",
        "/lib",
        "/lib64",
        "/etc/ld.so.cache",
        "/etc/localtime",
        "/proc/cpuinfo",
        "/proc/meminfo",
    )
    devices = ("/sys/devices/system/cpu", "/dev/null", "/dev/urandom", "/dev/zero")
    return [
        path
        for path in {sys.prefix, sys.base_prefix, *packages, *system, *devices}
        if os.path.exists(path)
    ]


def _allow(ruleset: int, path: str) -> None:
    folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    rights = READ_FILE | READ_DIR if os.path.isdir(path) else READ_FILE
    _call(ADD_RULE, ruleset, PATH_BENEATH, ctypes.byref(_Beneath(rights, folder)), 0)
    os.close(folder)


def _call(number: int, *arguments: object) -> int:
    result: int = LIBC.syscall(number, *arguments)
    if result < 0:
        raise Unavailable(os.strerror(ctypes.get_errno()))
    return result
