"""Defines the base class of runners, which run one job at a time.

For each job, a runner makes its worker fork a child. On a system without fork, it starts a new
process instead.
"""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from torchquiz.engine.sandbox import ending
from torchquiz.engine.sandbox.ending import KILLED
from torchquiz.engine.sandbox.files import ChildExit

START_S = 120.0
"""The number of seconds that importing torch may take, even on a slow disk."""
WATCH_S = 0.1
"""The number of seconds between two calls of a watcher."""
MOST_TRIES = 3
"""The maximum number of times that a job is run if something outside kills its process."""
CLOSE_S = 0.02
"""Seconds between attempts to kill a job that is still running when its runner is closed."""

Watch = Callable[[str], bool]
"""A function that receives everything printed so far and returns whether the job may continue."""

CLOSED = "torchquiz was closed"
"""The reason given for a job that was running or waiting when its pool was closed."""

NOT_STARTED = ChildExit(0, "cancelled", b"", b"", b"", has_overflowed=False)
"""The exit that represents a job that was cancelled before it started."""


class LostError(Exception):
    """Raised when a worker or its child is killed for an unknown reason.

    This exception never leaves the package.
    """


@dataclass(frozen=True, slots=True)
class Layer:
    """The state of one of the sandbox's layers of protection."""

    is_active: bool
    detail: str
    """A description of the protection, or of the reason why the layer is missing."""


class JobRunner(ABC):
    """A base class for runners, which run one job at a time, each in a fresh process."""

    def __init__(self) -> None:
        # The lock is reentrant, because a watcher may close the pool that it is called from.
        self._busy = threading.RLock()
        self._is_closing = False
        self.layers: dict[str, Layer] = {}
        """The layers of the sandbox around the jobs, or an empty dictionary until a job has run."""

    @abstractmethod
    def start(self) -> None:
        """Start importing torch in the background. Do nothing if that has already started."""

    def run(self, job_bytes: bytes, timeout_s: float, watch: Watch | None) -> ChildExit:
        """Run a job. If something outside the sandbox kills its process, run it again.

        Raises:
            LostError: the job did not finish, and the snippet may not be at fault.
            WorkerError: torch cannot be imported, for instance because it is not installed.
        """
        with self._busy:
            for _ in range(MOST_TRIES):
                child_exit = self._run(job_bytes, timeout_s, watch)
                if not ending.was_killed(child_exit):
                    return child_exit
        raise LostError(f"{KILLED} {MOST_TRIES} times")

    def close(self) -> None:
        """Terminate all processes. A job that is running in another thread is lost.

        The files are closed only when no thread uses them any more.
        """
        self._is_closing = True
        # Kill more than once, because a killed job may be run again or may have no process yet.
        while not self._busy.acquire(timeout=CLOSE_S):
            self._kill()
        try:
            self._end()
        finally:
            self._is_closing = False
            self._busy.release()

    def _check_open(self) -> None:
        """Raise `LostError` if the runner is being closed."""
        if self._is_closing:
            raise LostError(CLOSED)

    @abstractmethod
    def _run(self, job_bytes: bytes, timeout_s: float, watch: Watch | None) -> ChildExit:
        """Run a job once, without trying again."""

    @abstractmethod
    def _kill(self) -> None:
        """Kill the process of the running job. This is called from a different thread."""

    @abstractmethod
    def _end(self) -> None:
        """Terminate all processes and close their files. This is called only while no job runs."""
