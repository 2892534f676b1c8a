"""Confines the worker with every layer of protection that this system offers.

This happens once, in the worker, and every child inherits it at no cost. Each layer stops something
that the others allow: namespaces hide processes and the network, Landlock hides files, seccomp
blocks most system calls, limits cap memory and output, and root's privileges are dropped.
"""

import ctypes
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from layer import Unavailable

if TYPE_CHECKING:
    from seccomp import ChildFilter

PRCTL = getattr(ctypes.PyDLL(None), "prctl", None)
PR_SET_PDEATHSIG = 1
FAILED = 70
"""The exit status of a child whose worker has ended."""
READ_ONLY = "/"
"""A folder that exists and that the worker cannot write to.

torch's compiler requires a folder when it is imported, but does not write anything to it.
"""


class Jail:
    """The layers of protection around this process.

    `layers` maps the name of each layer to a pair: whether the layer is active, and a description
    of its effect or of the reason why it is missing.
    """

    def __init__(self) -> None:
        self.layers: dict[str, tuple[bool, str]] = {}
        self._most_threads = 0
        self._child_filter: ChildFilter | None = None

    def enter(self, link: int) -> None:
        """Move this process into its own namespaces, before torch is imported or a thread exists.

        Args:
            link: the socket to the parent.
        """
        self._try("namespaces", lambda: _namespaces(link))

    def lock(self, readable: Sequence[str] = ()) -> None:
        """Give up every permission that the worker does not need to serve jobs.

        Every file that torch keeps open must already be open. The order matters, because each step
        needs files or system calls that a later step makes unavailable.

        Args:
            readable: the files and folders that jobs may read besides the interpreter's own.
        """
        tempfile.tempdir = READ_ONLY
        os.environ["TORCHINDUCTOR_CACHE_DIR"] = READ_ONLY
        self._try("privileges", lambda: _privileges(readable))
        if self.has_own_processes:
            import namespaces

            namespaces.end_with_parent()
        self._try("limits", _limits)
        self._most_threads = _most_threads(self.has_own_processes)
        enforce_filter = _seccomp_prepared()
        self._try("landlock", lambda: _landlock(readable))
        self._try("seccomp", enforce_filter)
        if self.layers["seccomp"][0]:
            import seccomp

            self._child_filter = seccomp.ChildFilter()
        if sys.platform == "linux":
            import privileges

            privileges.hide_memory()

    def seal_child(self, worker: int) -> None:
        """Confine this child further: it dies with the worker and cannot start processes.

        Args:
            worker: the worker's process ID.
        """
        # In its own namespace, the worker is the first process, and all others end with it. Without
        # one, the child leads a process group, so that it can be ended together with everything it
        # starts.
        if not self.has_own_processes:
            os.setsid()
        if sys.platform != "linux":
            return
        if not self.has_own_processes and PRCTL is not None:
            PRCTL(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            # If the worker ended before the call, the kernel would not end this child.
            if os.getppid() != worker:
                os._exit(FAILED)
        resource.setrlimit(resource.RLIMIT_NPROC, (self._most_threads, self._most_threads))
        if self._child_filter:
            self._child_filter.enforce_for(os.getpid())

    @property
    def has_own_processes(self) -> bool:
        """Whether the worker sees only processes that it started."""
        return self.layers["namespaces"][0]

    @property
    def forbids_processes(self) -> bool:
        """Whether children are prevented from starting processes."""
        return self._child_filter is not None

    def _try(self, layer: str, enforce: Callable[[], str]) -> None:
        try:
            self.layers[layer] = (True, enforce())
        except (Unavailable, OSError) as reason:
            self.layers[layer] = (False, str(reason))


# The layers' modules are imported only where they are used, because most work only on Linux.


def _require_linux() -> None:
    if sys.platform != "linux":
        raise Unavailable("Linux only")


def _namespaces(link: int) -> str:
    _require_linux()
    import namespaces

    return namespaces.enter(link)


def _privileges(readable: Sequence[str]) -> str:
    if sys.platform != "linux":
        return "the user's own"
    import privileges

    return privileges.drop(readable)


def _limits() -> str:
    import limits

    return limits.limit_resources()


def _most_threads(is_alone: bool) -> int:
    if sys.platform != "linux":
        return 0
    import limits

    return limits.most_threads(is_alone)


def _landlock(readable: Sequence[str]) -> str:
    _require_linux()
    import landlock

    return landlock.restrict([*landlock.readable_paths(), *readable])


def _seccomp_prepared() -> Callable[[], str]:
    """Prepare the seccomp filter, and return a function that enforces it.

    The filter is assembled before Landlock is enforced, because assembling it reads files. It is
    enforced after Landlock, which needs system calls that the filter forbids.
    """
    try:
        _require_linux()
        import seccomp

        seccomp.forbid_new_privileges()
        worker = seccomp.worker_filter()
    except Unavailable as unavailable:
        reason = str(unavailable)

        def refuse() -> str:
            raise Unavailable(reason)

        return refuse

    def enforce() -> str:
        worker.enforce()
        return "a list of allowed system calls"

    return enforce
