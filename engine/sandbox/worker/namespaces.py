"""Namespaces: a worker that sees no other process, no network, and shares no memory with anybody. Linux, with or without root.

https://man7.org/linux/man-pages/man7/namespaces.7.html
"""

import ctypes
import os
import re
import select
import signal

from layer import Unavailable

NEW_MOUNTS, NEW_NAMES, NEW_IPC, NEW_USER, NEW_PIDS, NEW_NET = (
    0x20000,
    0x4000000,
    0x8000000,
    0x10000000,
    0x20000000,
    0x40000000,
)
PRIVATE, RECURSIVE, NO_SUID, NO_DEVICES, NO_PROGRAMS = 0x40000, 0x4000, 2, 4, 8
PR_SET_PDEATHSIG = 1
PER_NAMESPACE_SINCE = (6, 14)
MOST_PROCESSES = 1024
MOST_DESCRIPTORS = 1 << 16
HOST = b"snippet"
"""What the machine is called inside; its true name would be handed on."""

LIBC = ctypes.CDLL(None, use_errno=True)


def enter(link: int) -> str:
    """Go on as the first process of new namespaces, in a new process; the old one ends as it does, and ends it with the parent.

    To be called before any thread exists; `link` is the socket to the parent. Returns what is in force.

    Raises:
        Unavailable: the system does not let this user make namespaces.
    """
    user, group = os.geteuid(), os.getegid()
    flags = NEW_MOUNTS | NEW_NAMES | NEW_IPC | NEW_PIDS | NEW_NET | (NEW_USER if user else 0)
    if LIBC.unshare(flags):
        raise Unavailable(os.strerror(ctypes.get_errno()))
    for rename in (LIBC.sethostname, LIBC.setdomainname):
        rename(HOST, len(HOST))
    if user:
        _write("/proc/self/setgroups", "deny")
        _write("/proc/self/uid_map", f"{user} {user} 1")
        _write("/proc/self/gid_map", f"{group} {group} 1")
    _go_on_inside(link)
    return ("user, " if user else "") + "process, network, mount and ipc" + _fresh_proc()


def end_with_parent() -> None:
    """Be ended when the process outside is. To be said again after a change of user, which makes the kernel forget it."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _go_on_inside(link: int) -> None:
    """Fork: only a child is in the new process namespace, as its first process, whose end is the end of all others in it."""
    parent_is_here, still = os.pipe()
    pid = os.fork()
    if pid:
        os.close(parent_is_here)
        kept = sorted((link, still))
        for low, high in zip([2, *kept], [*kept, MOST_DESCRIPTORS], strict=True):
            os.closerange(low + 1, high)
        _end_when_the_parent_does(link, pid)
        _, status = os.waitpid(pid, 0)
        os._exit(os.waitstatus_to_exitcode(status) & 0xFF)
    os.close(still)
    end_with_parent()
    os.set_blocking(parent_is_here, False)
    try:
        if os.read(parent_is_here, 1) == b"":
            os._exit(70)
    except BlockingIOError:
        pass
    os.close(parent_is_here)


def _end_when_the_parent_does(link: int, pid: int) -> None:
    """Wait for the process inside; end it when the parent is gone, which it does not notice itself while it imports torch."""
    try:
        inside = os.pidfd_open(pid)
    except OSError:  # before Linux 5.3
        return
    poll = select.poll()
    poll.register(inside, select.POLLIN)
    poll.register(link, 0)
    ready = {file for file, _ in poll.poll()}
    if inside not in ready:
        os.kill(pid, signal.SIGKILL)


def _fresh_proc() -> str:
    """Show only the processes inside; some containers do not allow it, and then Landlock hides the rest."""
    if LIBC.mount(b"none", b"/", None, PRIVATE | RECURSIVE, None):
        return ""
    if LIBC.mount(b"proc", b"/proc", b"proc", NO_SUID | NO_DEVICES | NO_PROGRAMS, None):
        return ""
    _bound_processes()
    return ", with a /proc of its own"


def _bound_processes() -> None:
    """Bound how many processes and threads the namespace holds, for root is exempt from the limit that binds a user.

    Before Linux 6.14 the number is the whole machine's, and is left alone.
    """
    release = tuple(int(part) for part in re.findall(r"\d+", os.uname().release)[:2])
    if release >= PER_NAMESPACE_SINCE and os.geteuid() == 0:
        try:
            _write("/proc/sys/kernel/pid_max", str(MOST_PROCESSES))
        except OSError:
            pass


def _write(path: str, text: str) -> None:
    with open(path, "w") as file:
        file.write(text)
