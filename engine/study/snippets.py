"""Runs snippets: in the worker for grading, or in a process of their own if they take long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchquiz.engine.errors import WorkerError

if TYPE_CHECKING:
    from torchquiz.engine.sandbox.job import Job, Outcome
    from torchquiz.engine.sandbox.job_runner import Watch
    from torchquiz.engine.sandbox.pool import Pool


class SnippetRunner:
    """Reaches the worker, which is started when it is first needed."""

    def __init__(self) -> None:
        self._pool: Pool | None = None

    def start(self) -> None:
        """Begin to start the worker, without waiting for it."""
        from torchquiz.engine.sandbox.pool import Pool

        if self._pool is None:
            self._pool = Pool(jobs=1)
            self._pool.start()

    def run(self, job: Job) -> Outcome:
        """Run a job and wait for its outcome."""
        self.start()
        assert self._pool is not None
        return self._pool.run(job)

    def follow(self, job: Job, watch: Watch) -> Outcome:
        """Run a job that takes long in a process of its own, so that grading never waits for it.

        Args:
            job: what to run.
            watch: is called, in this thread, with what was printed so far; the job ends when it
                returns False.

        Returns:
            The outcome; the job is lost if the process cannot start.
        """
        from torchquiz.engine.sandbox.job import Outcome
        from torchquiz.engine.sandbox.pool import Pool

        try:
            with Pool(jobs=1) as pool:
                return pool.run(job, watch)
        except WorkerError as error:
            return Outcome("lost", reason=str(error).removesuffix("."))

    def close(self) -> None:
        """End the worker, if it was ever started."""
        if self._pool is not None:
            self._pool.close()
