"""Who proves items: threads of this process, or whatever has the interface of `concurrent.futures.Executor`.

Elsewhere, a task is one item with the places of its texts, and comes back as its proof. Both travel as pickles, but only between
processes of torchquiz: what a snippet says never does, since it runs in the confined worker of the process that proves it. The
remote side must have the same prover fingerprint (PyTorch, Python, code), or its proofs would be kept under keys that are not theirs.
"""

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import Any, TypeVar

from torchquiz.engine.errors import TorchquizError, WorkerError
from torchquiz.engine.proof.fingerprint import prover_fingerprint
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.pool import Pool, Workers
from torchquiz.engine.sandbox.runner import Layer

Result = TypeVar("Result")

REACH_S = 10
LOST = (CancelledError, ImportError, OSError, RuntimeError)
"""What executors raise when their processes are gone, or torchquiz is not there; the prover itself raises none of them."""


@dataclass(frozen=True, slots=True)
class OwnWorkers:
    """The workers of whichever process this arrives in, started there by the first job and kept for the next."""

    prover: bytes
    """The fingerprint of the process that asks for proofs."""

    @property
    def layers(self) -> dict[str, Layer]:
        """What confines this process's own workers."""
        return _own_pool().layers

    def run(self, job: Job) -> Outcome:
        """Run a job on this process's own workers.

        Raises:
            WorkerError: this process has another prover, or its workers cannot start.
        """
        if self.prover != prover_fingerprint():
            raise WorkerError(
                "The executor's processes run another version of torchquiz, PyTorch or Python; install this one there."
            )
        return _own_pool().run(job)


@cache
def _own_pool() -> Pool:
    return Pool(os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Provers:
    """An executor, and the workers that its calls reach."""

    executor: Executor
    workers: Workers

    def submit(self, prove: Callable[..., Result], *given: Any) -> Future[Result]:
        """Begin a proof, which is told what it is `given`, then how to reach workers.

        Raises:
            WorkerError: the executor takes no more calls.
        """
        try:
            return self.executor.submit(prove, *given, self.workers)
        except Exception as error:
            raise _told(error) from error


def proven(future: Future[Result]) -> Result:
    """What a proof came to.

    Raises:
        WorkerError: the executor lost it.
    """
    try:
        return future.result()
    except Exception as error:
        raise _told(error) from error


def _told(error: Exception) -> Exception:
    """A sentence for what an executor's loss is; anything else as it is, with its stack trace."""
    if isinstance(error, TorchquizError) or not (
        isinstance(error, LOST) or _package(error) == "distributed"
    ):
        return error
    said = " ".join(f"{type(error).__name__}: {error}".split()).rstrip(".: ")
    return WorkerError(
        f"The executor lost a proof ({said}); what is proven is kept, and the next check goes on from there."
    )


def _package(error: Exception) -> str:
    return type(error).__module__.partition(".")[0]


@contextmanager
def threads(pool: Pool) -> Iterator[Provers]:
    """Threads of this process, as many as keep the workers busy; what has not begun when they end is left out."""
    executor = ThreadPoolExecutor(pool.hands)
    try:
        yield Provers(executor, pool)
    finally:
        executor.shutdown(wait=False, cancel_futures=True)


@contextmanager
def elsewhere(where: str) -> Iterator[Provers]:
    """The executor that `where` names: the address of a Dask scheduler, or `module:callable` that returns an executor.

    Raises:
        TorchquizError: there is none.
    """
    with _dask(where) if "://" in where else _called(where) as executor:
        yield Provers(executor, OwnWorkers(prover_fingerprint()))


@contextmanager
def _dask(address: str) -> Iterator[Executor]:
    """A scheduler gives a task whose process died to another one, up to three times."""
    try:
        from distributed import Client
    except ImportError:
        raise TorchquizError(
            "--executor needs Dask for an address: pip install 'torchquiz[dask]'."
        ) from None
    try:
        client = Client(address, timeout=REACH_S, set_as_default=False)
    except (OSError, ValueError) as error:
        raise TorchquizError(
            f"No Dask scheduler answers at {address} ({_first_line(error)}); start one, or look at the address."
        ) from None
    with client:
        yield client.get_executor()


def _called(where: str) -> Executor:
    module, _, name = where.partition(":")
    sys.path.append(os.getcwd())
    try:
        executor = getattr(import_module(module), name)()
    except (ImportError, AttributeError, ValueError) as error:
        raise TorchquizError(
            f"--executor {where}: {_first_line(error)}; give the address of a Dask scheduler, or module:callable."
        ) from error
    if not isinstance(executor, Executor):
        raise TorchquizError(
            f"--executor {where}: it returns {type(executor).__name__}, not a concurrent.futures.Executor."
        )
    return executor


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).partition("\n")[0].rstrip(".")
