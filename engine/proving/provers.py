"""Who proves items: threads of this process, or an executor elsewhere (see `executors`)."""

from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from torchquiz.engine.errors import TorchquizError, WorkerError
from torchquiz.engine.sandbox.pool import Pool, Workers

Result = TypeVar("Result")

LOST = (CancelledError, ImportError, OSError, RuntimeError)
"""What executors raise when their processes are gone, or torchquiz is not installed there.

The prover itself raises none of them.
"""


@dataclass(frozen=True, slots=True)
class Provers:
    """An executor, and the workers that its calls reach."""

    executor: Executor
    workers: Workers

    def submit(self, prove: Callable[..., Result], *arguments: Any) -> Future[Result]:
        """Begin a proof, which is called with the arguments and then the workers.

        Raises:
            WorkerError: the executor takes no more calls.
        """
        try:
            return self.executor.submit(prove, *arguments, self.workers)
        except Exception as error:
            raise _worded(error) from error


def proven(future: Future[Result]) -> Result:
    """Return the result of a proof.

    Raises:
        WorkerError: the executor lost it.
    """
    try:
        return future.result()
    except Exception as error:
        raise _worded(error) from error


def _worded(error: Exception) -> Exception:
    """Return a sentence for an executor's loss; any other error as it is, with its stack trace."""
    package = type(error).__module__.partition(".")[0]
    is_loss = isinstance(error, LOST) or package == "distributed"
    if isinstance(error, TorchquizError) or not is_loss:
        return error
    reason = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(".: ")
    return WorkerError(
        f"The executor lost a proof ({reason}); what is proven is kept, and the next check goes on"
        " from there."
    )


@contextmanager
def threads(pool: Pool) -> Iterator[Provers]:
    """Yield threads of this process, as many as keep the workers busy.

    What has not begun when they end is left out.
    """
    executor = ThreadPoolExecutor(pool.thread_count)
    try:
        yield Provers(executor, pool)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
