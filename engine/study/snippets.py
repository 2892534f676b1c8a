"""Runs snippets in the worker, or in a separate process if they take a long time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchquiz.engine.errors import WorkerError

if TYPE_CHECKING:
    from torchquiz.engine.sandbox.job import Job, Outcome
    from torchquiz.engine.sandbox.job_runner import Watch
    from torchquiz.engine.sandbox.pool import Pool


class SnippetRunner:
    """An object that runs jobs in a worker process. The worker starts when it is first needed."""

    def __init__(self) -> None:
        self._pool: Pool | None = None

    def start(self) -> None:
        """Start the worker without waiting for it to be ready."""
        from torchquiz.engine.sandbox.pool import Pool

        if self._pool is None:
            self._pool = Pool(jobs=1)
            self._pool.start()

    def run(self, job: Job) -> Outcome:
        """Run a job and return its outcome."""
        self.start()
        assert self._pool is not None
        return self._pool.run(job)

    def follow(self, job: Job, watch: Watch) -> Outcome:
        """Run a long job in a separate process, so that grading never has to wait for it.

        Args:
            job: the job to run.
            watch: a function that is called in this thread with the output so far. If it returns
                False, the job is stopped.

        Returns:
            The outcome. If the process cannot start, the outcome reports the job as lost.
        """
        from torchquiz.engine.sandbox.job import Outcome
        from torchquiz.engine.sandbox.pool import Pool

        try:
            with Pool(jobs=1) as pool:
                return pool.run(job, watch)
        except WorkerError as error:
            return Outcome("lost", reason=str(error).removesuffix("."))

    def close(self) -> None:
        """Stop the worker if it was started."""
        if self._pool is not None:
            self._pool.close()
