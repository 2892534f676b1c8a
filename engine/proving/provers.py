"""Runs proofs in threads of this process, or in a remote executor (see `executors`)."""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeVar

from torchquiz.engine.errors import TorchquizError, WorkerError
from torchquiz.engine.proving.ranked_threads import LAST, Rank, RankedThreads
from torchquiz.engine.sandbox.pool import Pool, Workers

Result = TypeVar("Result")

LOST = (CancelledError, ImportError, OSError, RuntimeError)
"""Exceptions of executors whose processes have died or cannot import torchquiz.

The prover itself never raises any of these.
"""


@dataclass(frozen=True, slots=True)
class Provers:
    """An executor that runs proofs, and the workers on which the proofs run their code."""

    executor: Executor
    workers: Workers

    def submit(
        self, prove: Callable[..., Result], *arguments: Any, rank: Rank = LAST
    ) -> Future[Result]:
        """Submit a proof: the executor calls `prove` with the arguments, followed by the workers.

        Threads of this process start the proofs with the lowest rank first. Other executors choose
        their own order.

        Raises:
            WorkerError: the executor no longer accepts calls.
        """
        try:
            if isinstance(self.executor, RankedThreads):
                call = partial(prove, *arguments, self.workers)
                return self.executor.submit_ranked(rank, call)
            return self.executor.submit(prove, *arguments, self.workers)
        except Exception as error:
            raise _explained(error) from error


def proof_result(future: Future[Result]) -> Result:
    """Wait for a proof to finish, and return its result.

    Raises:
        WorkerError: the executor lost the proof.
    """
    try:
        return future.result()
    except Exception as error:
        raise _explained(error) from error


def _explained(error: Exception) -> Exception:
    """Return an error that explains why the executor lost a proof. Leave other errors unchanged."""
    package = type(error).__module__.partition(".")[0]
    is_loss = isinstance(error, LOST) or package == "distributed"
    if isinstance(error, TorchquizError) or not is_loss:
        return error
    reason = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(".: ")
    return WorkerError(
        f"The executor lost a proof ({reason}); finished proofs are cached, and the next check"
        " resumes there."
    )


@contextmanager
def threads(pool: Pool) -> Iterator[Provers]:
    """Yield an executor with enough threads of this process to keep the workers busy.

    The first proof starts all workers, so that they import torch at the same time. On exit, proofs
    that have not started yet are cancelled.
    """
    executor = RankedThreads(pool.thread_count, partial(pool.start, with_twins=True))
    try:
        yield Provers(executor, pool)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
