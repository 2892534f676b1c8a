"""Proving in other processes: those of Dask, or of any `concurrent.futures.Executor`.

A task is one item with the places of its texts, and comes back as its proof. Both travel as
pickles, but only between processes of torchquiz: what a snippet says never does, since it runs in
the confined worker of the process that proves it. The remote side must run the same PyTorch, Python
and prover, or its proofs would be kept under keys that are not theirs.
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
"""How long to wait for a scheduler's answer."""


@dataclass(frozen=True, slots=True)
class OwnWorkers:
    """The workers of whichever process this arrives in, started by the first job and then kept."""

    fingerprint: bytes
    """What the process that asks for proofs runs."""

    @property
    def layers(self) -> dict[str, Layer]:
        """What confines this process's own workers."""
        return _own_pool().layers

    def run(self, job: Job) -> Outcome:
        """Run a job on this process's own workers.

        Raises:
            WorkerError: this process runs another version, or its workers cannot start.
        """
        if self.fingerprint != prover_fingerprint():
            raise WorkerError(
                "The executor's processes run another version of torchquiz, PyTorch or Python;"
                " install this one there."
            )
        return _own_pool().run(job)


@cache
def _own_pool() -> Pool:
    return Pool(os.cpu_count() or 1)


@contextmanager
def elsewhere(where: str) -> Iterator[Provers]:
    """Yield the executor that `where` names.

    It is the address of a Dask scheduler, or `module:callable` that returns an executor.

    Raises:
        TorchquizError: there is none.
    """
    with _dask(where) if "://" in where else _called(where) as executor:
        yield Provers(executor, OwnWorkers(prover_fingerprint()))


@contextmanager
def _dask(address: str) -> Iterator[Executor]:
    """Yield a Dask client, whose scheduler gives a task up to three times if its process dies."""
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
            f"No Dask scheduler answers at {address} ({_first_line(error)}); start one, or look at"
            " the address."
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
