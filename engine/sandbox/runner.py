"""What runs one job at a time: a worker that forks a child for each, or, where a system cannot fork, a process for each."""

import threading
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass

from torchquiz.engine.sandbox import ending
from torchquiz.engine.sandbox.ending import KILLED
from torchquiz.engine.sandbox.files import Left

START_S = 120.0
WATCH_S = 0.1
"""How often a watcher is asked."""
TIMES_KILLED = 3
"""So often is a program tried whose process is ended from outside."""
LOOK_S = 0.02
"""How often somebody who closes a runner ends what still runs."""

Watch = Callable[[str], bool]
"""Told what a snippet has printed so far, from its beginning; returns whether it may go on."""

CLOSED = "torchquiz was closed"
"""Why a job is lost that ran, or waited, when its pool was closed."""

NOTHING = Left(0, "cancelled", b"", b"", b"", is_flood=False)
"""What is left of a job that was cancelled before it began."""


class LostError(Exception):
    """A worker died, or its child was ended, and nobody knows by whom; within the sandbox only."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer of the confinement."""

    is_active: bool
    detail: str
    """What is in force, or why it is not."""


class Runner(ABC):
    """Runs one job at a time, each in a process that nothing of another job is in."""

    def __init__(self) -> None:
        self._busy = threading.RLock()
        self._is_closing = False
        self.layers: dict[str, Layer] = {}
        """What confines the jobs, known once one has run."""

    @abstractmethod
    def start(self) -> None:
        """Begin to import torch without waiting for it; does nothing when that has begun."""

    def run(self, letter: bytes, timeout_s: float, watch: Watch | None) -> Left:
        """Run the job of a letter; again when its process is ended from outside.

        Raises:
            LostError: it did not come to its end, which is nobody's fault who is known.
            WorkerError: torch cannot be imported, for instance because it is not installed.
        """
        with self._busy:
            for _ in range(TIMES_KILLED):
                left = self._run(letter, timeout_s, watch)
                if not ending.was_killed(left):
                    return left
        raise LostError(f"{KILLED} {TIMES_KILLED} times")

    def close(self) -> None:
        """End all processes; a job that runs in another thread is lost. Files are given up once no thread is at work on them."""
        self._is_closing = True
        while not self._busy.acquire(timeout=LOOK_S):
            self._kill()
        try:
            self._end()
        finally:
            self._is_closing = False
            self._busy.release()

    def _go_on(self) -> None:
        """Raises LostError when it is being closed."""
        if self._is_closing:
            raise LostError(CLOSED)

    @abstractmethod
    def _run(self, letter: bytes, timeout_s: float, watch: Watch | None) -> Left:
        """Run a job once."""

    @abstractmethod
    def _kill(self) -> None:
        """End the process of the job that runs; called by another thread than runs it."""

    @abstractmethod
    def _end(self) -> None:
        """End all processes and give up their files; no job runs."""
