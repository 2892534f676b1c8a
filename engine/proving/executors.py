"""Proves items in other processes, through Dask or any `concurrent.futures.Executor`.

A task consists of an item and the positions of its texts in the file, and its result is the item's
proof. Both are pickled, but only between processes of torchquiz. A snippet runs in a sandboxed
worker of the process that proves it, and nothing that the snippet produces is ever unpickled. The
remote processes must run the same versions of PyTorch, Python and the prover; otherwise, their
proofs would be cached under the wrong keys.
"""

import os
import sys
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from importlib import import_module

from torchquiz.engine.errors import TorchquizError, WorkerError
from torchquiz.engine.proof.fingerprint import prover_fingerprint
from torchquiz.engine.proving.provers import Provers
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.job_runner import Layer
from torchquiz.engine.sandbox.pool import Pool

REACH_S = 10
"""Seconds to wait for a scheduler to respond."""


@dataclass(frozen=True, slots=True)
class OwnWorkers:
    """The workers of whichever process unpickles this object. They start with their first job."""

    fingerprint: bytes
    """The fingerprint of the prover in the process that requests the proofs."""

    @property
    def layers(self) -> dict[str, Layer]:
        """The sandbox's layers of protection around this process's workers, by name."""
        return _own_pool().layers

    def run(self, job: Job) -> Outcome:
        """Run a job on the workers of this process.

        Raises:
            WorkerError: this process runs a different version, or its workers cannot start.
        """
        if self.fingerprint != prover_fingerprint():
            raise WorkerError(
                "The executor's processes run a different version of torchquiz, PyTorch or Python;"
                " install the same versions there."
            )
        return _own_pool().run(job)


@cache
def _own_pool() -> Pool:
    return Pool(os.cpu_count() or 1)


@contextmanager
def remote_provers(where: str) -> Iterator[Provers]:
    """Yield an executor that runs proofs, as specified by `where`.

    `where` is the address of a Dask scheduler, or a `module:callable` that returns an executor.

    Raises:
        TorchquizError: the executor is not available.
    """
    with _dask(where) if "://" in where else _imported_executor(where) as executor:
        yield Provers(executor, OwnWorkers(prover_fingerprint()))


@contextmanager
def _dask(address: str) -> Iterator[Executor]:
    """Yield the executor of a Dask client. Its scheduler retries tasks whose process has died."""
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
            f"No Dask scheduler responds at {address} ({_first_line(error)}); start one, or check"
            " the address."
        ) from None
    with client:
        yield client.get_executor()


def _imported_executor(where: str) -> Executor:
    module, _, name = where.partition(":")
    sys.path.append(os.getcwd())  # The user may name a module in the current folder.
    try:
        executor = getattr(import_module(module), name)()
    except (ImportError, AttributeError, ValueError) as error:
        raise TorchquizError(
            f"--executor {where}: {_first_line(error)}; give the address of a Dask scheduler, or"
            " module:callable."
        ) from error
    if not isinstance(executor, Executor):
        raise TorchquizError(
            f"--executor {where}: it returns {type(executor).__name__}, not a"
            " concurrent.futures.Executor."
        )
    return executor


def _first_line(error: Exception) -> str:
    return (str(error) or type(error).__name__).partition("\n")[0].rstrip(".")
