"""The jail: every layer that this system offers, put up once in the worker and inherited by every child at no cost.

Each layer is there for what the others let through: namespaces hide processes and the network, Landlock files, seccomp whole
parts of the kernel, limits bound what is left, and nobody may do what only root may.
"""

import ctypes
import os
import resource
import signal
import sys
import tempfile
from collections.abc import Callable
from typing import TYPE_CHECKING

from layer import Unavailable

if TYPE_CHECKING:
    from seccomp import ChildFilter

PRCTL = getattr(ctypes.PyDLL(None), "prctl", None)
PR_SET_PDEATHSIG = 1
NOWHERE = "/"
"""A folder that exists and cannot be written: torch's compiler, when imported, demands a folder, and writes nothing to it."""


class Jail:
    """The layers around this process, and what is to be said of each.

    `report` maps a layer to whether it is in force and to what it is, or to why it is not.
    """

    def __init__(self) -> None:
        self.report: dict[str, tuple[bool, str]] = {}
        self._most_threads = 0
        self._child_filter: ChildFilter | None = None

    def enter(self, link: int) -> None:
        """Begin a life of one's own, before torch is imported and any thread exists; `link` is the socket to the parent."""
        self._try("namespaces", lambda: _namespaces(link))

    def lock(self) -> None:
        """Give up everything that serving does not need. Whatever torch wants to open for good must be open by now."""
        tempfile.tempdir = NOWHERE
        os.environ["TORCHINDUCTOR_CACHE_DIR"] = NOWHERE
        self._try("privileges", _privileges)
        if self.has_own_processes:
            import namespaces

            namespaces.end_with_parent()
        self._try("limits", _limits)
        self._most_threads = _most_threads(self.has_own_processes)
        filtered = _seccomp_prepared()
        self._try("landlock", _landlock)
        self._try("seccomp", filtered)
        if self.report["seccomp"][0]:
            import seccomp

            self._child_filter = seccomp.ChildFilter()
        if sys.platform == "linux":
            import privileges

            privileges.hide_memory()

    def seal_child(self, worker: int) -> None:
        """In a child: end when the worker does, and start no process. Everything that it needs was made before.

        In a namespace of its own the worker is the first process, whose end is everybody's.
        """
        if not self.has_own_processes:
            os.setsid()
        if sys.platform != "linux":
            return
        if not self.has_own_processes:
            PRCTL(PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
            if os.getppid() != worker:
                os._exit(70)
        resource.setrlimit(resource.RLIMIT_NPROC, (self._most_threads, self._most_threads))
        if self._child_filter:
            self._child_filter.enforce_for(os.getpid())

    @property
    def has_own_processes(self) -> bool:
        """Whether every other process that the worker can see is one of its own."""
        return self.report["namespaces"][0]

    @property
    def forbids_processes(self) -> bool:
        """Whether a child can start none."""
        return self._child_filter is not None

    def _try(self, layer: str, put_up: Callable[[], str]) -> None:
        try:
            self.report[layer] = (True, put_up())
        except (Unavailable, OSError) as reason:
            self.report[layer] = (False, str(reason))


def _linux_only() -> None:
    if sys.platform != "linux":
        raise Unavailable("Linux only")


def _namespaces(link: int) -> str:
    _linux_only()
    import namespaces

    return namespaces.enter(link)


def _privileges() -> str:
    if sys.platform != "linux":
        return "those of the user"
    import privileges

    return privileges.drop()


def _limits() -> str:
    import limits

    return limits.bound()


def _most_threads(is_alone: bool) -> int:
    if sys.platform != "linux":
        return 0
    import limits

    return limits.most_threads(is_alone)


def _landlock() -> str:
    _linux_only()
    import landlock

    return landlock.restrict(landlock.readable_paths())


def _seccomp_prepared() -> Callable[[], str]:
    """What puts the filter in force: assembled before the doors close, for that looks around."""
    try:
        _linux_only()
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
