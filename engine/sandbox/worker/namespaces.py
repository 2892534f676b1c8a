"""Namespaces: the worker sees no other process and no network, and shares no memory with anybody.

Linux, with or without root. https://man7.org/linux/man-pages/man7/namespaces.7.html
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
"""MS_PRIVATE and MS_REC: mounts made here do not show outside, in no folder."""
NO_SUID, NO_DEVICES, NO_PROGRAMS = 2, 4, 8
"""MS_NOSUID, MS_NODEV and MS_NOEXEC."""
PR_SET_PDEATHSIG = 1
PER_NAMESPACE_SINCE = (6, 14)
"""The first Linux where `pid_max` belongs to a process namespace."""
MOST_PROCESSES = 1024
MOST_DESCRIPTORS = 1 << 16
HOST = b"snippet"
"""The machine's name inside, because a snippet must not learn the true one."""
FAILED = 70
"""The exit status of a worker whose parent is gone."""

LIBC = ctypes.CDLL(None, use_errno=True)


def enter(link: int) -> str:
    """Continue as the first process of new namespaces; return what is in force.

    That is a new process. The old one waits for it and ends with the same status, or ends it when
    the parent is gone. Must be called before any thread exists.

    Args:
        link: the socket to the parent.

    Raises:
        Unavailable: the system does not let this user make namespaces.
    """
    user, group = os.geteuid(), os.getegid()
    flags = NEW_MOUNTS | NEW_NAMES | NEW_IPC | NEW_PIDS | NEW_NET
    # An ordinary user may make the others only within a user namespace of its own.
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
    """Let the kernel end this process when the one outside ends.

    Must be repeated after a change of user, which makes the kernel forget it.
    """
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _keep_user(user: int, group: int) -> None:
    """Give this process the same user and group in the new namespace as outside."""
    # The kernel accepts a group map from an ordinary user only once `setgroups` is denied.
    _write("/proc/self/setgroups", "deny")
    _write("/proc/self/uid_map", f"{user} {user} 1")
    _write("/proc/self/gid_map", f"{group} {group} 1")


def _go_on_inside(link: int) -> None:
    """Fork, because only a child is in the new process namespace.

    It is the first process there, whose end ends all others.
    """
    inner_end, outer_end = os.pipe()
    pid = os.fork()
    if pid:
        os.close(inner_end)
        _wait_outside(link, outer_end, pid)
    os.close(outer_end)
    end_with_parent()
    # The process outside may have ended before the kernel knew that this one must end with it. Then
    # the pipe is closed at its other end; while it is open, there is nothing to read.
    os.set_blocking(inner_end, False)
    try:
        if os.read(inner_end, 1) == b"":
            os._exit(FAILED)
    except BlockingIOError:
        pass
    os.close(inner_end)


def _wait_outside(link: int, outer_end: int, pid: int) -> NoReturn:
    """Wait for the process inside, and end with its status."""
    # Everything else is closed: the files of the jobs belong to the process inside.
    kept = sorted((link, outer_end))
    for low, high in zip([2, *kept], [*kept, MOST_DESCRIPTORS], strict=True):
        os.closerange(low + 1, high)
    _end_when_the_parent_does(link, pid)
    _, status = os.waitpid(pid, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _end_when_the_parent_does(link: int, pid: int) -> None:
    """Wait for the process inside, or end it when the parent is gone.

    While it imports torch it would not notice that itself.
    """
    try:
        inside = os.pidfd_open(pid)
    except OSError:  # before Linux 5.3
        return
    poll = select.poll()
    poll.register(inside, select.POLLIN)
    # No event asked for: the end of the connection is reported anyway, and messages are not.
    poll.register(link, 0)
    ready = {file for file, _ in poll.poll()}
    if inside not in ready:
        os.kill(pid, signal.SIGKILL)


def _mount_proc() -> str:
    """Show only the processes inside; return how to report that, or nothing.

    Some containers do not allow it, and then Landlock hides what /proc shows.
    """
    if LIBC.mount(b"none", b"/", None, PRIVATE | RECURSIVE, None):
        return ""
    if LIBC.mount(b"proc", b"/proc", b"proc", NO_SUID | NO_DEVICES | NO_PROGRAMS, None):
        return ""
    _limit_processes()
    return ", with a /proc of its own"


def _limit_processes() -> None:
    """Limit the processes and threads of the namespace, as root is exempt from a user's limit.

    Before Linux 6.14 the number belongs to the whole machine, and is left alone.
    """
    # The numbers in a release such as 6.14.0-37-generic; the first two are the version.
    release = tuple(int(part) for part in re.findall(r"\d+", os.uname().release)[:2])
    if release >= PER_NAMESPACE_SINCE and os.geteuid() == 0:
        try:
            _write("/proc/sys/kernel/pid_max", str(MOST_PROCESSES))
        except OSError:
            pass


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)
