"""Limits the system calls that a snippet may make, with seccomp.

Every call that is not listed fails with "operation not permitted". The list contains the allowed
calls, because a list of forbidden calls would miss those that a later kernel or another calling
convention adds.

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
    read 0 63, write 1 64, readv 19 65, writev 20 66, pread64 17 67, pwrite64 18 68, close 3 57,
    close_range 436 436, fstat 5 80, newfstatat 262 79, stat 4 -, lstat 6 -, statx 332 291,
    lseek 8 62, openat 257 56, open 2 -, access 21 -, faccessat 269 48, faccessat2 439 439,
    readlink 89 -, readlinkat 267 78, getdents64 217 61, getcwd 79 17, mmap 9 222,
    munmap 11 215, mprotect 10 226, mremap 25 216, madvise 28 233, brk 12 214, mincore 27 232,
    membarrier 324 283, futex 202 98, set_robust_list 273 99, rseq 334 293, sched_yield 24 124,
    sched_getaffinity 204 123, sched_getparam 143 121, sched_getscheduler 145 120,
    rt_sigaction 13 134, rt_sigprocmask 14 135, rt_sigreturn 15 139, sigaltstack 131 132,
    getpid 39 172, gettid 186 178, getppid 110 173, getuid 102 174, geteuid 107 175,
    getgid 104 176, getegid 108 177, getrandom 318 278, clock_gettime 228 113,
    clock_getres 229 114, clock_nanosleep 230 115, nanosleep 35 101, gettimeofday 96 169,
    time 201 -, getrusage 98 165, getrlimit 97 163, prlimit64 302 261, uname 63 160,
    sysinfo 99 179, arch_prctl 158 -, exit 60 93, exit_group 231 94, poll 7 -, ppoll 271 73,
    select 23 -, pselect6 270 72, pipe2 293 59, pipe 22 -, dup 32 23, dup2 33 -, dup3 292 24,
    fcntl 72 25, ioctl 16 29, epoll_create1 291 20, epoll_wait 232 -, epoll_pwait 281 22,
    epoll_ctl 233 21, eventfd2 290 19, fsync 74 82, fadvise64 221 223, restart_syscall 219 128,
    set_tid_address 218 96, get_mempolicy 239 236, setitimer 38 103, getitimer 36 102,
    alarm 37 -, pause 34 -, getcpu 309 168, prctl 157 167, getpriority 140 141
"""
"""The allowed calls: name, number on x86_64, and number on aarch64. A dash means "no such call"."""

WORKER_ALONE = """
    recvmsg 47 212, sendmsg 46 211, sendto 44 206, recvfrom 45 207, wait4 61 260, waitid 247 95,
    setsid 112 157, seccomp 317 277, pidfd_open 434 434
"""
"""The calls that only the worker needs, to talk to its parent and to confine and reap children."""

SIGNALS = "kill 62 129, tgkill 234 131"
"""The calls that send signals, which the worker needs to end children and `abort` needs as well."""

LIMITS = "prlimit64 302 261"
"""The call that reads and changes limits. A child may use it only for its own limits.

The kernel would also let a child change the worker's limits, because both have the same user.
"""

FIRST_ARGUMENT_AT, SECOND_ARGUMENT_AT, THIRD_ARGUMENT_AT = 16, 24, 32
"""The offsets of the arguments in `struct seccomp_data`. The lower half comes first."""
UPPER_HALF = 4
"""The number of bytes from the lower half of an argument to its upper half."""
SIGKILL = 9
RLIMIT_CPU = 0
"""The number that identifies the limit on CPU time, which the kernel enforces with SIGKILL."""

FCNTL_COMMANDS = (0, 1, 2, 3, 4, 1030, 1032)
"""F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_DUPFD_CLOEXEC and F_GETPIPE_SZ.

Other commands could cause signals to be sent to the worker, or lease the user's files.
"""
IOCTL_REQUESTS = (0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451, 0x802C542A)
"""TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX and TCGETS2.

These query terminals and the amount of available data, and change whether reads block and whether
programs inherit a descriptor. Other requests could change the flags of the user's files.
"""
PRCTL_OPTIONS = (2, 3, 15, 16, 23, 39, 51, 64, 0x53564D41)
"""PR_GET_PDEATHSIG, PR_GET_DUMPABLE, PR_SET_NAME, PR_GET_NAME, PR_CAPBSET_READ,
PR_GET_NO_NEW_PRIVS, PR_SVE_GET_VL, PR_SME_GET_VL and PR_SET_VMA.

These only query settings and name threads and memory. Other options could let the process outlive
the worker.
"""
CLOSE_RANGE_FLAGS = (0, 4)
"""No flag and CLOSE_RANGE_CLOEXEC.

CLOSE_RANGE_UNSHARE would give each thread a descriptor table of its own, to which the full limit
would apply again.
"""
GUARDED = (
    ("fcntl 72 25", SECOND_ARGUMENT_AT, FCNTL_COMMANDS),
    ("ioctl 16 29", SECOND_ARGUMENT_AT, IOCTL_REQUESTS),
    ("prctl 157 167", FIRST_ARGUMENT_AT, PRCTL_OPTIONS),
    ("close_range 436 436", THIRD_ARGUMENT_AT, CLOSE_RANGE_FLAGS),
)
"""Calls that are allowed only if one argument, given by its position, has one of certain values."""

AUDIT = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""The kernel's constants for machines (AUDIT_ARCH_…), which identify a calling convention."""
CLONE = {"x86_64": 56, "aarch64": 220}
CLONE3 = 435
"""The number of a call like `clone` that takes its flags from memory, which filters cannot read.

The C library falls back to `clone` when the kernel reports that the call does not exist.
"""
OTHER_CONVENTION = 0x40000000
"""The first call number of x86_64's second calling convention, x32."""
SHARING = 0x10400
"""CLONE_THREAD | CLONE_FILES: a thread of this process with the same descriptors.

To a thread with a descriptor table of its own, the full limit would apply again.
"""
NEW_NAMESPACES = 0x7E020080
"""All CLONE_NEW… flags. Threads may not be started in new namespaces."""

LOAD, BITS, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x54, 0x15, 0x35, 0x45, 0x06
"""The filter's instructions: load a word, mask its bits, three jumps, and return a verdict."""
NUMBER_AT, MACHINE_AT = 0, 4
"""The offsets of the call's number and of its machine in `struct seccomp_data`."""
VALUE_AT = 4
"""The offset of the value in an instruction."""
OWN = 0x7FFFFFFF
"""A placeholder for a child's process ID until it is known. No process has this ID."""
ALLOW, ERROR, KILL = 0x7FFF0000, 0x00050000, 0x80000000
"""SECCOMP_RET_ALLOW, SECCOMP_RET_ERRNO (plus the error), SECCOMP_RET_KILL_PROCESS."""
PR_SET_SECCOMP, MODE_FILTER, PR_SET_NO_NEW_PRIVS = 22, 2, 38

PRCTL = ctypes.CDLL(None, use_errno=True).prctl
PRCTL.argtypes = [ctypes.c_int, *[ctypes.c_ulong] * 4]


class _Program(ctypes.Structure):
    """`struct sock_fprog`: the number of instructions in a filter, and their address."""

    _fields_ = [("length", ctypes.c_ushort), ("instructions", ctypes.c_void_p)]


class Filter:
    """A seccomp filter assembled in advance, so that a single system call can install it."""

    def __init__(self, instructions: list[bytes]) -> None:
        code = b"".join(instructions)
        self._code = ctypes.create_string_buffer(code, len(code))
        self._program = _Program(len(instructions), ctypes.cast(self._code, ctypes.c_void_p))
        self._address = ctypes.addressof(self._program)

    def enforce(self) -> None:
        """Permanently enforce the filter for this thread and everything that it starts.

        Raises:
            Unavailable: the kernel does not allow it.
        """
        if PRCTL(PR_SET_SECCOMP, MODE_FILTER, self._address, 0, 0):
            raise Unavailable(os.strerror(ctypes.get_errno()))


class ChildFilter(Filter):
    """The seccomp filter for a snippet, which is assembled before the snippet's process exists.

    Only the process ID is filled in later.

    Raises:
        Unavailable: there is no list of system calls for this machine.
    """

    def __init__(self) -> None:
        instructions = _child_rules()
        super().__init__(instructions)
        own = struct.pack("I", OWN)
        size = len(instructions[0])
        self._value_offsets = [
            size * index + VALUE_AT
            for index, instruction in enumerate(instructions)
            if instruction.endswith(own)
        ]

    def enforce_for(self, pid: int) -> None:
        """Permanently enforce the filter for this process, whose ID is `pid`.

        Raises:
            Unavailable: the kernel does not allow it.
        """
        for offset in self._value_offsets:
            struct.pack_into("I", self._code, offset, pid)
        self.enforce()


def forbid_new_privileges() -> None:
    """Forbid gaining privileges by running programs.

    The kernel requires this before it accepts a seccomp filter.
    """
    PRCTL(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)


def worker_filter() -> Filter:
    """Return the seccomp filter for the worker, which also applies to its children.

    Raises:
        Unavailable: there is no list of system calls for this machine.
    """
    machine = _machine()
    # A program may use the calling convention of another machine, where numbers differ.
    code = [
        _op(LOAD, MACHINE_AT),
        _op(EQUAL, AUDIT[machine], 1, 0),
        _op(RETURN, KILL),
        _op(LOAD, NUMBER_AT),
    ]
    if machine == "x86_64":
        code += [_op(AT_LEAST, OTHER_CONVENTION, 0, 1), _op(RETURN, ERROR | errno.EPERM)]
    for table in (ALLOWED, WORKER_ALONE, SIGNALS):
        for number in _numbers(table, machine):
            code += _allowed(number)
    code += _allowed(CLONE[machine])
    code += _refused(CLONE3, errno.ENOSYS)
    return Filter([*code, _op(RETURN, ERROR | errno.EPERM)])


def _child_rules() -> list[bytes]:
    """Return the instructions that deny a snippet some of the calls that the worker may make.

    A snippet may start threads but not processes, and may not make calls that only the worker
    needs. It may send signals only to itself, and may read or lower only its own limits.

    It may not kill itself with SIGKILL or limit its processor time, which would have the same
    effect. Therefore, if SIGKILL kills a child, the signal must have come from outside.
    """
    machine = _machine()
    code = [_op(LOAD, NUMBER_AT)]
    for number in _numbers(WORKER_ALONE, machine):
        code += _refused(number, errno.EPERM)
    code += _only_threads(CLONE[machine])
    for call, argument_at, values in GUARDED:
        code += _only_with(call, argument_at, values, machine)
    # The number of the signal is the last argument of each call.
    for signal_call, signal_at in zip(
        SIGNALS.split(","), (SECOND_ARGUMENT_AT, THIRD_ARGUMENT_AT), strict=True
    ):
        code += _never_with(signal_call, signal_at, SIGKILL, machine)
        code += _only_with(signal_call, FIRST_ARGUMENT_AT, (OWN,), machine)
    code += _no_new_limit(RLIMIT_CPU, machine)
    # The process ID 0 means the process itself.
    code += _only_with(LIMITS, FIRST_ARGUMENT_AT, (0, OWN), machine)
    return [*code, _op(RETURN, ALLOW)]


def _machine() -> str:
    machine = platform.machine()
    if machine not in AUDIT:
        raise Unavailable(f"torchquiz has no list of allowed system calls for {machine}")
    return machine


@cache
def _numbers(table: str, machine: str) -> tuple[int, ...]:
    """Return the numbers of the system calls in a table that exist on this machine."""
    column = 1 if machine == "x86_64" else 2
    rows = [row.split() for row in table.replace("\n", " ").split(",")]
    return tuple(int(row[column]) for row in rows if row[column] != "-")


# A jump contains the numbers of instructions to skip if its condition is true and if it is false.


def _allowed(number: int) -> list[bytes]:
    return [_op(EQUAL, number, 0, 1), _op(RETURN, ALLOW)]


def _refused(number: int, error: int) -> list[bytes]:
    return [_op(EQUAL, number, 0, 1), _op(RETURN, ERROR | error)]


def _only_threads(clone: int) -> list[bytes]:
    """Return instructions that allow `clone` only for threads.

    The threads must share their descriptors and stay in the same namespaces.
    """
    return [
        _op(EQUAL, clone, 0, 6),
        _op(LOAD, FIRST_ARGUMENT_AT),
        _op(ANY_BIT, NEW_NAMESPACES, 2, 0),
        _op(BITS, SHARING),
        _op(EQUAL, SHARING, 1, 0),
        _op(RETURN, ERROR | errno.EPERM),
        _op(RETURN, ALLOW),
    ]


def _only_with(call: str, argument_at: int, values: tuple[int, ...], machine: str) -> list[bytes]:
    """Return instructions that refuse a system call unless its argument is one of the values.

    Only the lower 32 bits are compared, because the kernel ignores the rest of these arguments.
    """
    (number,) = _numbers(call, machine)
    count = len(values)
    code = [_op(EQUAL, number, 0, count + 3), _op(LOAD, argument_at)]
    code += [_op(EQUAL, value, count - index) for index, value in enumerate(values)]
    return [*code, _op(RETURN, ERROR | errno.EPERM), _op(RETURN, ALLOW)]


def _never_with(call: str, argument_at: int, value: int, machine: str) -> list[bytes]:
    """Return instructions that refuse a system call if its argument has this value.

    Afterwards, they load the call's number again for the next check.
    """
    (number,) = _numbers(call, machine)
    return [
        _op(EQUAL, number, 0, 3),
        _op(LOAD, argument_at),
        _op(EQUAL, value, 0, 1),
        _op(RETURN, ERROR | errno.EPERM),
        _op(LOAD, NUMBER_AT),
    ]


def _no_new_limit(limit: int, machine: str) -> list[bytes]:
    """Return instructions that refuse to set this resource limit, but allow reading it.

    Afterwards, they load the call's number again for the next check.
    """
    (number,) = _numbers(LIMITS, machine)
    return [
        _op(EQUAL, number, 0, 7),
        _op(LOAD, SECOND_ARGUMENT_AT),
        _op(EQUAL, limit, 0, 5),
        # Without a new value the call only reads the limit.
        _op(LOAD, THIRD_ARGUMENT_AT),
        _op(EQUAL, 0, 0, 2),
        _op(LOAD, THIRD_ARGUMENT_AT + UPPER_HALF),
        _op(EQUAL, 0, 1, 0),
        _op(RETURN, ERROR | errno.EPERM),
        _op(LOAD, NUMBER_AT),
    ]


def _op(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    """Encode an instruction as the bytes of a `struct sock_filter`."""
    return struct.pack("HBBI", code, if_true, if_false, value)
