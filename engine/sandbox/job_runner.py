"""Defines what runs jobs, one at a time.

A runner forks a child of a worker for each job or, on a system without fork, starts a process for
each.
"""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from torchquiz.engine.sandbox import ending
from torchquiz.engine.sandbox.ending import KILLED
from torchquiz.engine.sandbox.files import ChildExit

START_S = 120.0
"""Seconds that the import of torch may take, even on a slow disk."""
WATCH_S = 0.1
"""Seconds between two calls of a watcher."""
MOST_TRIES = 3
"""Number of times that a job is run if its process is killed from outside."""
CLOSE_S = 0.02
"""Seconds between two attempts to kill what still runs when a runner is closed."""

Watch = Callable[[str], bool]
"""Takes all that a snippet has printed so far; returns whether the snippet may go on."""

CLOSED = "torchquiz was closed"
"""Why a job is lost that was running or waiting when its pool was closed."""

NOT_STARTED = ChildExit(0, "cancelled", b"", b"", b"", has_overflowed=False)
"""The exit of a job that was cancelled before it started."""


class LostError(Exception):
    """A worker or its child was killed, for an unknown reason; raised only in the sandbox."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the confinement."""

    is_active: bool
    detail: str
    """What is in force, or why it is missing."""


class JobRunner(ABC):
    """Runs one job at a time, each in a process that contains nothing of another job."""

    def __init__(self) -> None:
        # Reentrant, because a watcher may close the pool that it is called from.
        self._busy = threading.RLock()
        self._is_closing = False
        self.layers: dict[str, Layer] = {}
        """The layers that confine the jobs; empty until one has run."""

    @abstractmethod
    def start(self) -> None:
        """Start to import torch without waiting for it; do nothing if that has started."""

    def run(self, job_bytes: bytes, timeout_s: float, watch: Watch | None) -> ChildExit:
        """Run a job; run it again if its process is killed from outside.

        Raises:
            LostError: it did not finish, for a reason that need not be the snippet's fault.
            WorkerError: torch cannot be imported, for instance because it is not installed.
        """
        with self._busy:
            for _ in range(MOST_TRIES):
                child_exit = self._run(job_bytes, timeout_s, watch)
                if not ending.was_killed(child_exit):
                    return child_exit
        raise LostError(f"{KILLED} {MOST_TRIES} times")

    def close(self) -> None:
        """End all processes; a job that runs in another thread is lost.

        The files are closed only once no thread uses them.
        """
        self._is_closing = True
        # More than once, because a killed job may be run again, or may have no process yet.
        while not self._busy.acquire(timeout=CLOSE_S):
            self._kill()
        try:
            self._end()
        finally:
            self._is_closing = False
            self._busy.release()

    def _check_open(self) -> None:
        """Raise LostError if the runner is being closed."""
        if self._is_closing:
            raise LostError(CLOSED)

    @abstractmethod
    def _run(self, job_bytes: bytes, timeout_s: float, watch: Watch | None) -> ChildExit:
        """Run a job once."""

    @abstractmethod
    def _kill(self) -> None:
        """End the process of the running job; called from another thread."""

    @abstractmethod
    def _end(self) -> None:
        """End all processes and close their files; called while no job runs."""
