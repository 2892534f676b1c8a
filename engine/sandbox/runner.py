"""What runs one job at a time: a worker that forks a child for each, or, where a system cannot fork, a process for each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from engine.sandbox.files import Left

START_S = 120.0
WATCH_S = 0.1
"""How often a watcher is asked."""
TIMES_KILLED = 3
"""So often is a program tried whose process is ended from outside."""

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


class Runner(Protocol):
    """Runs one job at a time, each in a process that nothing of another job is in."""

    layers: dict[str, Layer]
    """What confines the jobs, known once one has run."""

    def start(self) -> None:
        """Begin to import torch without waiting for it; does nothing when that has begun."""
        ...

    def run(self, letter: bytes, timeout_s: float, watch: Watch | None) -> Left:
        """Run the job of a letter; again when its process is ended from outside.

        Raises:
            LostError: it did not come to its end, which is nobody's fault who is known.
            WorkerError: torch cannot be imported, for instance because it is not installed.
        """
        ...

    def close(self) -> None:
        """End all processes; a job that runs in another thread is lost."""
        ...
