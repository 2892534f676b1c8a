"""Reaches the process that runs snippets, for whoever grades and for what takes long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from torchquiz.engine.errors import WorkerError

if TYPE_CHECKING:
    from torchquiz.engine.sandbox.job import Job, Outcome
    from torchquiz.engine.sandbox.job_runner import Watch
    from torchquiz.engine.sandbox.pool import Pool


class Runner:
    """Reaches the process that runs snippets; it is started when first asked to, and no sooner."""

    def __init__(self) -> None:
        self._pool: Pool | None = None

    def start(self) -> None:
        """Begin to start the process, without waiting for it."""
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
        """Run a job that takes long in a process of its own, which ends with it, so that grading never waits for it.

        `watch` is told what was printed so far, in this thread; the job is ended when it returns False. Where the process cannot
        start, the job is lost.
        """
        from torchquiz.engine.sandbox.job import Outcome
        from torchquiz.engine.sandbox.pool import Pool

        try:
            with Pool(jobs=1) as pool:
                return pool.run(job, watch)
        except WorkerError as error:
            return Outcome("lost", reason=str(error).removesuffix("."))

    def close(self) -> None:
        """End the process, if it was ever started."""
        if self._pool is not None:
            self._pool.close()
