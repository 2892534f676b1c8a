"""seccomp: the system calls that a snippet may make; every other one fails with «operation not permitted».

A list of what is allowed, since a list of what is forbidden misses what a later kernel, or another calling convention, adds.

https://docs.kernel.org/userspace-api/seccomp_filter.html
"""

import ctypes
import errno
import os
import platform
import struct
from functools import cache

from layer import Unavailable

ALLOWED = """
    read 0 63,  write 1 64,  readv 19 65,  writev 20 66,  pread64 17 67,  pwrite64 18 68,  close 3 57,  close_range 436
    436,  fstat 5 80,  newfstatat 262 79,  stat 4 -,  lstat 6 -,  statx 332 291,  lseek 8 62,  openat 257 56,  open 2 -,
    access 21 -,  faccessat 269 48,  faccessat2 439 439,  readlink 89 -,  readlinkat 267 78,  getdents64 217 61,  getcwd
    79 17,  mmap 9 222,  munmap 11 215,  mprotect 10 226,  mremap 25 216,  madvise 28 233,  brk 12 214,  mincore 27 232,
    membarrier 324 283,  futex 202 98,  set_robust_list 273 99,  rseq 334 293,  sched_yield 24 124,  sched_getaffinity
    204 123,  sched_getparam 143 121,  sched_getscheduler 145 120,  rt_sigaction 13 134,  rt_sigprocmask 14 135,
    rt_sigreturn 15 139,  sigaltstack 131 132,  getpid 39 172,  gettid 186 178,  getppid 110 173,  getuid 102 174,
    geteuid 107 175,  getgid 104 176,  getegid 108 177,  getrandom 318 278,  clock_gettime 228 113,  clock_getres 229
    114,  clock_nanosleep 230 115,  nanosleep 35 101,  gettimeofday 96 169,  time 201 -,  getrusage 98 165,  getrlimit
    97 163,  prlimit64 302 261,  uname 63 160,  sysinfo 99 179,  arch_prctl 158 -,  exit 60 93,  exit_group 231 94,
    poll 7 -,  ppoll 271 73,  select 23 -,  pselect6 270 72,  pipe2 293 59,  pipe 22 -,  dup 32 23,  dup2 33 -,  dup3
    292 24,  fcntl 72 25,  ioctl 16 29,  epoll_create1 291 20,  epoll_wait 232 -,  epoll_pwait 281 22,  epoll_ctl 233
    21,  eventfd2 290 19,  fsync 74 82,  fadvise64 221 223,  restart_syscall 219 128,  set_tid_address 218 96,
    get_mempolicy 239 236,  setitimer 38 103,  getitimer 36 102,  alarm 37 -,  pause 34 -,  getcpu 309 168,  prctl
    157 167,  getpriority 140 141
"""
"""Name, number on x86_64, number on aarch64; a dash where the machine does not have it."""

WORKER_ALONE = """
    recvmsg 47 212,  sendmsg 46 211,  sendto 44 206,  recvfrom 45 207,  wait4 61 260,  waitid 247 95,
    setsid 112 157,  seccomp 317 277,  pidfd_open 434 434
"""
"""What only the worker needs: to talk to its parent, and to fork, confine and reap children."""

SIGNALS = "kill 62 129, tgkill 234 131"
"""What the worker needs to end children, and a child to end itself."""

LIMITS = "prlimit64 302 261"
"""A child may read and lower its own; the worker's are in the same hands, as far as the kernel is concerned."""

FIRST_ARGUMENT_AT, SECOND_ARGUMENT_AT = 16, 24
GUARDED = (
    ("fcntl 72 25", SECOND_ARGUMENT_AT, (0, 1, 2, 3, 4, 1030, 1032)),
    (
        "ioctl 16 29",
        SECOND_ARGUMENT_AT,
        (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451, 0x802C542A),
    ),
    ("prctl 157 167", FIRST_ARGUMENT_AT, (2, 3, 15, 16, 23, 39, 51, 64, 0x53564D41)),
)
"""Calls whose allowed orders are listed: descriptors' copies and flags; what a terminal is, and blocking; names and questions."""

AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
CLONE = {"x86_64": 56, "aarch64": 220}
CLONE3 = 435
"""Its flags lie in memory, where no filter can look; the C library falls back to `clone` when told that there is no such call."""
OTHER_CONVENTION = 0x40000000
"""Numbers from here on are x86_64's second calling convention."""
SHARING = 0x10400
"""Of `clone`: a thread of this process, with the same descriptors; with its own it would have as many again."""
NEW_NAMESPACES = 0x7E020080
"""Threads may not be started in namespaces of their own."""

LOAD, BITS, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
NUMBER_AT, MACHINE_AT, VALUE_AT = 0, 4, 4
OWN = 0x7FFFFFFF
"""Stands for a child's number; none is as large."""
ALLOW, ERROR, KILL = 0x7FFF0000, 0x00050000, 0x80000000
PR_SET_SECCOMP, MODE_FILTER, PR_SET_NO_NEW_PRIVS = 22, 2, 38

PRCTL = ctypes.CDLL(None, use_errno=True).prctl
PRCTL.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]


class _Program(ctypes.Structure):
    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


class Filter:
    """A filter, assembled ahead so that putting it in force is one system call."""

    def __init__(self, instructions: list[bytes]) -> None:
        code = b"".join(instructions)
        self._code = ctypes.create_string_buffer(code, len(code))
        self._program = _Program(len(instructions), ctypes.cast(self._code, ctypes.c_void_p))
        self._address = ctypes.addressof(self._program)

    def enforce(self) -> None:
        """Put the filter in force for this thread and all that it starts, for good.

        Raises:
            Unavailable: the kernel refuses.
        """
        if PRCTL(PR_SET_SECCOMP, MODE_FILTER, self._address, 0, 0):
            raise Unavailable(os.strerror(ctypes.get_errno()))


def worker_filter() -> Filter:
    """What the worker may do, and so at most what its children may.

    Raises:
        Unavailable: the numbers of this machine's calls are not known.
    """
    machine = _machine()
    tables = (ALLOWED, WORKER_ALONE, SIGNALS)
    numbers = [*(number for table in tables for number in _numbers(table, machine)), CLONE[machine]]
    code = [
        _op(LOAD, MACHINE_AT),
        _op(EQUAL, AUDIT[machine], 1, 0),
        _op(RETURN, KILL),
        _op(LOAD, NUMBER_AT),
    ]
    if machine == "x86_64":
        code += [_op(AT_LEAST, OTHER_CONVENTION, 0, 1), _op(RETURN, ERROR | errno.EPERM)]
    for number in numbers:
        code += [_op(EQUAL, number, 0, 1), _op(RETURN, ALLOW)]
    return Filter([*code, *_refused(CLONE3, errno.ENOSYS), _op(RETURN, ERROR | errno.EPERM)])


def _child_rules() -> list[bytes]:
    """What a snippet may not do of what the worker may.

    It may start threads, with descriptors in common, but no processes, and gets nothing that only the worker needs. Three calls
    do a hundred things each, so of these too only what is harmless is allowed: `fcntl` could have signals sent to the worker or
    lease the user's files, `ioctl` change their flags, `prctl` have the process outlive the worker. It sends signals to itself
    alone, so that `abort` ends it as it should, and looks at no limits but its own.
    """
    machine = _machine()
    code = [_op(LOAD, NUMBER_AT)]
    for number in _numbers(WORKER_ALONE, machine):
        code += _refused(number, errno.EPERM)
    code += [
        _op(EQUAL, CLONE[machine], 0, 6),
        _op(LOAD, FIRST_ARGUMENT_AT),
        _op(ANY_BIT, NEW_NAMESPACES, 2, 0),
    ]
    code += [
        _op(BITS, SHARING),
        _op(EQUAL, SHARING, 1, 0),
        _op(RETURN, ERROR | errno.EPERM),
        _op(RETURN, ALLOW),
    ]
    signals = [(one, FIRST_ARGUMENT_AT, (OWN,)) for one in SIGNALS.split(",")]
    for table, argument_at, values in (*GUARDED, *signals, (LIMITS, FIRST_ARGUMENT_AT, (0, OWN))):
        (number,) = _numbers(table, machine)
        code += _only_with(number, argument_at, values)
    return [*code, _op(RETURN, ALLOW)]


class ChildFilter(Filter):
    """What a snippet may do, assembled before its process exists; only the number of that is put in later.

    Raises:
        Unavailable: the numbers of this machine's calls are not known.
    """

    def __init__(self) -> None:
        instructions = _child_rules()
        super().__init__(instructions)
        own = struct.pack("I", OWN)
        self._places = [
            len(own) * 2 * at + VALUE_AT for at, one in enumerate(instructions) if one.endswith(own)
        ]

    def enforce_for(self, own: int) -> None:
        """Put the filter in force for this process, whose number is `own`, for good.

        Raises:
            Unavailable: the kernel refuses.
        """
        for place in self._places:
            struct.pack_into("I", self._code, place, own)
        self.enforce()


def forbid_new_privileges() -> None:
    """Have no program gain rights by being started; filters demand it."""
    PRCTL(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def _machine() -> str:
    machine = platform.machine()
    if machine not in AUDIT:
        raise Unavailable(f"the system calls of {machine} are not listed")
    return machine


@cache
def _numbers(table: str, machine: str) -> tuple[int, ...]:
    column = 1 if machine == "x86_64" else 2
    rows = (row.split() for row in table.replace("\n", " ").split(","))
    return tuple(int(row[column]) for row in rows if row[column] != "-")


def _only_with(number: int, argument_at: int, values: tuple[int, ...]) -> list[bytes]:
    """Refuse a call unless the argument is one of the values; the kernel reads it as 32 bits as well."""
    count = len(values)
    code = [_op(EQUAL, number, 0, count + 3), _op(LOAD, argument_at)]
    code += [_op(EQUAL, value, count - place) for place, value in enumerate(values)]
    return [*code, _op(RETURN, ERROR | errno.EPERM), _op(RETURN, ALLOW)]


def _refused(number: int, error: int) -> list[bytes]:
    return [_op(EQUAL, number, 0, 1), _op(RETURN, ERROR | error)]


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("HBBI", code, if_true, if_false, value)
