"""Uses Landlock to let the worker read only certain files and write to none.

Landlock needs no privileges and no library, but it does need Linux 5.13 or later.
https://docs.kernel.org/userspace-api/landlock.html
"""

import ctypes
import os
import sys
import sysconfig
from collections.abc import Iterable

from layer import Unavailable

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
"""The numbers of system calls without a C library function, which are the same on all machines."""
ASK_VERSION = 1
"""LANDLOCK_CREATE_RULESET_VERSION: return the version without creating a ruleset."""
PATH_BENEATH = 1
"""LANDLOCK_RULE_PATH_BENEATH: a rule for a folder and everything in it."""

READ_FILE, READ_DIR = 1 << 2, 1 << 3
FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 5: 16}
"""The number of access rights for files, by the Landlock version that introduced that number.

All of them are denied, except for reading some paths.
"""
TCP_RIGHTS = 0b11
"""The rights to bind to a TCP port and to connect to one."""
SCOPES = 0b11
"""Flags that forbid signals to outside processes and connections to their abstract sockets."""
TCP_SINCE, SCOPES_SINCE = 4, 6
"""The Landlock versions that added these fields. Older kernels reject a structure that has them."""

SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/sys/devices/system/cpu",
    "/dev/null",
    "/dev/urandom",
    "/dev/zero",
)
"""The paths that the C library and torch read from."""
INTERPRETER = ("stdlib", "platstdlib", "purelib", "platlib")
"""The `sysconfig` names of the paths that contain Python's modules."""
PACKAGES = ("site-packages", "dist-packages")

LIBC = ctypes.CDLL(None, use_errno=True)


class _Ruleset(ctypes.Structure):
    """`struct landlock_ruleset_attr`: the actions that are forbidden unless a rule allows them."""

    _fields_ = [("files", ctypes.c_uint64), ("tcp", ctypes.c_uint64), ("scoped", ctypes.c_uint64)]


class _Beneath(ctypes.Structure):
    """`struct landlock_path_beneath_attr`: the actions that are allowed beneath one path."""

    _pack_ = 1
    _fields_ = [("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32)]


def restrict(readable: Iterable[str]) -> str:
    """Give up all file access except for reading these paths, and describe the restriction.

    Raises:
        Unavailable: the kernel lacks Landlock or has it switched off.
    """
    version = _call(CREATE_RULESET, None, 0, ASK_VERSION)
    count = max(count for since, count in FILE_RIGHTS.items() if since <= version)
    all_rights = (1 << count) - 1
    attributes = _Ruleset(
        all_rights,
        TCP_RIGHTS if version >= TCP_SINCE else 0,
        SCOPES if version >= SCOPES_SINCE else 0,
    )
    ruleset = _call(CREATE_RULESET, ctypes.byref(attributes), _ruleset_size(version), 0)
    for path in readable:
        _allow(ruleset, path)
    _call(RESTRICT_SELF, ruleset, 0)
    os.close(ruleset)
    return f"version {version}"


def readable_paths() -> list[str]:
    """Return the paths of the modules and libraries of the interpreter and the system.

    They do not include all of `sys.prefix`, because a virtual environment may be in the folder of
    the user's project. Nor do they include the worker's files in /proc, through which a child could
    access the worker's memory.
    """
    modules = [sysconfig.get_path(name) for name in INTERPRETER]
    # The library of Python itself and those that come with it are next to Python's modules.
    libraries = [os.path.join(sys.base_exec_prefix, name) for name in ("lib", sys.platlibdir)]
    packages = [path for path in sys.path if os.path.basename(path) in PACKAGES]
    paths = {*modules, *libraries, *packages, *SYSTEM}
    return [path for path in paths if os.path.exists(path)]


def _ruleset_size(version: int) -> int:
    """Return the size in bytes of the ruleset structure for this version of Landlock."""
    if version >= SCOPES_SINCE:
        return 24
    return 16 if version >= TCP_SINCE else 8


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
