"""Limits the time that a test's proof may take."""

import time
from collections.abc import Callable
from dataclasses import replace

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.job_runner import Layer
from torchquiz.engine.sandbox.pool import Workers


class TookTooLongError(TorchquizError):
    """Raised when a test exceeds its time limit."""


class LimitedWorkers:
    """Workers that stop running jobs when the time limit of a test is reached."""

    def __init__(
        self, workers: Workers, seconds: float, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._workers = workers
        self._seconds = seconds
        self._now = now
        self._end = now() + seconds

    @property
    def layers(self) -> dict[str, Layer]:
        """The sandbox's layers of protection around the workers, by name."""
        return self._workers.layers

    def run(self, job: Job) -> Outcome:
        """Run a job within the remaining time.

        Raises:
            TookTooLongError: the time limit of the test is reached.
        """
        left_s = self._end - self._now()
        if left_s <= 0:
            raise self._took_too_long()
        outcome = self._workers.run(replace(job, timeout_s=min(job.timeout_s, left_s)))
        if outcome.ended == "timeout" and left_s < job.timeout_s:
            raise self._took_too_long()
        return outcome

    def _took_too_long(self) -> TookTooLongError:
        return TookTooLongError(
            f"not proven within {self._seconds:g} s; --torchquiz-timeout changes this limit."
        )
