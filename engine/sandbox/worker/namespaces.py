"""Moves the worker into namespaces that hide other processes, the network and shared memory.

This works only on Linux, with or without root.
https://man7.org/linux/man-pages/man7/namespaces.7.html
"""

import ctypes
import os
import re
import select
import signal
from typing import NoReturn

from layer import Unavailable

# CLONE_NEWNS, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID and CLONE_NEWNET.
NEW_MOUNTS = 0x20000
NEW_NAMES = 0x4000000
NEW_IPC = 0x8000000
NEW_USER = 0x10000000
NEW_PIDS = 0x20000000
NEW_NET = 0x40000000

PRIVATE, RECURSIVE = 0x40000, 0x4000
"""MS_PRIVATE and MS_REC: in every folder, new mounts are invisible outside the namespace."""
NO_SUID, NO_DEVICES, NO_PROGRAMS = 2, 4, 8
"""MS_NOSUID, MS_NODEV and MS_NOEXEC."""
PR_SET_PDEATHSIG = 1
PER_NAMESPACE_SINCE = (6, 14)
"""The first version of Linux in which every process namespace has its own `pid_max`."""
MOST_PROCESSES = 1024
MOST_DESCRIPTORS = 1 << 16
HOST = b"snippet"
"""The host name inside the namespace. Snippets must not learn the real one."""
FAILED = 70
"""The exit status of a worker whose parent has ended."""

LIBC = ctypes.CDLL(None, use_errno=True)


def enter(link: int) -> str:
    """Continue as the first process in new namespaces, and return a description of the namespaces.

    The old process waits for the new one and exits with the same status. If the parent dies, the
    old process kills the new one. This must be called before any thread exists.

    Args:
        link: the socket to the parent.

    Raises:
        Unavailable: the system does not let this user create namespaces.
    """
    user, group = os.geteuid(), os.getegid()
    flags = NEW_MOUNTS | NEW_NAMES | NEW_IPC | NEW_PIDS | NEW_NET
    # An ordinary user may create the other namespaces only in a new user namespace.
    if user:
        flags |= NEW_USER
    if LIBC.unshare(flags):
        raise Unavailable(os.strerror(ctypes.get_errno()))
    for rename in (LIBC.sethostname, LIBC.setdomainname):
        rename(HOST, len(HOST))
    if user:
        _keep_user(user, group)
    _go_on_inside(link)
    names = "process, network, mount and ipc" + _mount_proc()
    return f"user, {names}" if user else names


def end_with_parent() -> None:
    """Make the kernel kill this process when the process outside the namespaces dies.

    Changing the user cancels this setting, so this function must then be called again.
    """
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _keep_user(user: int, group: int) -> None:
    """Give this process the same user and group inside the new namespace as outside."""
    # The kernel accepts a group map from an ordinary user only once `setgroups` is denied.
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{user} {user} 1")
    _write("/proc/self/gid_map", f"{group} {group} 1")


def _go_on_inside(link: int) -> None:
    """Fork and continue in the child, because only a child is in the new process namespace.

    The child is the first process in the namespace, so the kernel kills all others when it ends.
    """
    inner_end, outer_end = os.pipe()
    pid = os.fork()
    if pid:
        os.close(inner_end)
        _wait_outside(link, outer_end, pid)
    os.close(outer_end)
    end_with_parent()
    # The process outside may have ended before the call above. Then the other end of the pipe is
    # closed, and reading returns nothing; while it is open, reading would block.
    os.set_blocking(inner_end, False)
    try:
        if os.read(inner_end, 1) == b"":
            os._exit(FAILED)
    except BlockingIOError:
        pass
    os.close(inner_end)


def _wait_outside(link: int, outer_end: int, pid: int) -> NoReturn:
    """Wait for the process inside the namespaces, then exit with its status.

    If a signal killed that process, the status is 128 plus the signal's number.
    """
    # Close everything else, because the files of the jobs belong to the process inside.
    kept = sorted((link, outer_end))
    for low, high in zip([2, *kept], [*kept, MOST_DESCRIPTORS], strict=True):
        os.closerange(low + 1, high)
    _end_when_the_parent_does(link, pid)
    _, status = os.waitpid(pid, 0)
    exit_code = os.waitstatus_to_exitcode(status)
    os._exit(exit_code if exit_code >= 0 else 128 - exit_code)


def _end_when_the_parent_does(link: int, pid: int) -> None:
    """Wait for the process inside the namespaces, but kill it if the parent dies.

    While it imports torch, the process inside would not notice on its own that the parent has died.
    """
    try:
        inside = os.pidfd_open(pid)
    except OSError:  # before Linux 5.3, which added it
        return
    poll = select.poll()
    poll.register(inside, select.POLLIN)
    # With no events requested, the end of the connection is reported, but messages are not.
    poll.register(link, 0)
    ready = {file for file, _ in poll.poll()}
    if inside not in ready:
        os.kill(pid, signal.SIGKILL)


def _mount_proc() -> str:
    """Mount a /proc that shows only the processes inside, and return a description of it.

    The description is empty if a container does not allow the mount. Landlock hides /proc anyway.
    """
    if LIBC.mount(b"none", b"/", None, PRIVATE | RECURSIVE, None):
        return ""
    if LIBC.mount(b"proc", b"/proc", b"proc", NO_SUID | NO_DEVICES | NO_PROGRAMS, None):
        return ""
    _limit_processes()
    return ", with its own /proc"


def _limit_processes() -> None:
    """Limit the number of processes and threads in the namespace.

    This is needed only for root, to whom per-user limits do not apply. Before Linux 6.14 the number
    applied to the whole machine, so it is left unchanged on older systems.
    """
    # Matches the numbers in a release such as 6.14.0-37-generic; the first two are the version.
    release = tuple(int(part) for part in re.findall(r"\d+", os.uname().release)[:2])
    if release >= PER_NAMESPACE_SINCE and os.geteuid() == 0:
        try:
            _write("/proc/sys/kernel/pid_max", str(MOST_PROCESSES))
        except OSError:
            pass


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)
