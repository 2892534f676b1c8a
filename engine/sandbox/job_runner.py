"""Runs one job at a time.

A runner is a worker that forks a child for each job or, where a system cannot fork, starts a
process for each.
"""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from torchquiz.engine.sandbox import ending
from torchquiz.engine.sandbox.ending import KILLED
from torchquiz.engine.sandbox.files import ChildExit

START_S = 120.0
"""How long the import of torch may take, on a slow disk."""
WATCH_S = 0.1
"""How often a watcher is asked."""
MOST_TRIES = 3
"""How often a program is run whose process is ended from outside."""
CLOSE_S = 0.02
"""How often a runner that is being closed ends what still runs."""

Watch = Callable[[str], bool]
"""Gets all that a snippet has printed so far; returns whether it may go on."""

CLOSED = "torchquiz was closed"
"""Why a job is lost that ran, or waited, when its pool was closed."""

NOT_BEGUN = ChildExit(0, "cancelled", b"", b"", b"", has_overflowed=False)
"""For a job that was cancelled before it began."""


class LostError(Exception):
    """A worker died, or its child was ended, by whom nobody knows; within the sandbox only."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the confinement."""

    is_active: bool
    detail: str
    """What is in force, or why it is not."""


class JobRunner(ABC):
    """Runs one job at a time, each in a process that nothing of another job is in."""

    def __init__(self) -> None:
        # Reentrant, because a watcher may close the pool that it is called from.
        self._busy = threading.RLock()
        self._is_closing = False
        self.layers: dict[str, Layer] = {}
        """What confines the jobs; empty until one has run."""

    @abstractmethod
    def start(self) -> None:
        """Begin to import torch without waiting for it; do nothing if that has begun."""

    def run(self, job_bytes: bytes, timeout_s: float, watch: Watch | None) -> ChildExit:
        """Run a job; run it again if its process is ended from outside.

        Raises:
            LostError: it did not come to its end, and nobody knows whose fault that is.
            WorkerError: torch cannot be imported, for instance because it is not installed.
        """
        with self._busy:
            for _ in range(MOST_TRIES):
                child_exit = self._run(job_bytes, timeout_s, watch)
                if not ending.was_killed(child_exit):
                    return child_exit
        raise LostError(f"{KILLED} {MOST_TRIES} times")

    def close(self) -> None:
        """End all processes, so that a job that runs in another thread is lost.

        The files are closed only once no thread uses them.
        """
        self._is_closing = True
        # A job that is killed may be run again, or may not have had a process yet.
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
        """End the process of the running job; called by another thread than the one running it."""

    @abstractmethod
    def _end(self) -> None:
        """End all processes and close their files; called while no job runs."""
