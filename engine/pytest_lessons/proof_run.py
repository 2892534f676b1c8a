"""Runs the proofs for a pytest run and caches them."""

import sys
from collections.abc import Mapping
from concurrent.futures import Future
from functools import partial

import pytest
from msgspec.structs import replace

from torchquiz.engine.banks.load import Bank
from torchquiz.engine.errors import Fault, TorchquizError
from torchquiz.engine.folders import proofs_file
from torchquiz.engine.models import authored, proven
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.item_context import ItemScope
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.estimates import item_estimate, way_estimate
from torchquiz.engine.proving.item import ItemProof, cached_item_proof, prove_item
from torchquiz.engine.proving.lesson_ways import needed_ids, way_key, way_scope
from torchquiz.engine.proving.part_keys import item_key
from torchquiz.engine.proving.ranked_threads import RankedThreads
from torchquiz.engine.proving.ways import prove_way
from torchquiz.engine.proving.ways.way_proof import WayProof
from torchquiz.engine.pytest_lessons import settings
from torchquiz.engine.pytest_lessons.time_limit import LimitedWorkers
from torchquiz.engine.sandbox.pool import Pool


class ProofRun:
    """The workers, threads and cache that all lessons in a pytest run share."""

    def __init__(self, jobs: int, timeout_s: float, proofs: Proofs | None) -> None:
        self._pool = Pool(jobs)
        start = partial(self._pool.start, with_twins=True)
        self._threads = RankedThreads(self._pool.thread_count, start)
        self._timeout_s = timeout_s
        self.proofs = proofs

    def begin_item(self, item: authored.Item, scope: ItemScope, lesson: str) -> Future[ItemProof]:
        """Start proving an item in the background. Items expected to take longer start first."""

        def prove() -> ItemProof:
            return prove_item(item, scope, lesson, torch_version(), self._limited())

        return self._threads.submit_ranked((-item_estimate(item),), prove)

    def begin_way(
        self, bank: Bank, name: WayName, items: Mapping[str, proven.Item]
    ) -> Future[WayProof]:
        """Start proving an activity in the background, using the proven items that it needs."""
        way, scope = bank.ways[name], way_scope(bank, name, items)

        def prove() -> WayProof:
            return prove_way(name, way, scope, self._limited())

        return self._threads.submit_ranked((-way_estimate(way),), prove)

    def close(self) -> None:
        """Stop the workers, and cancel all proofs that have not started."""
        self._threads.shutdown(wait=False, cancel_futures=True)
        self._pool.close()
        if self.proofs is not None:
            self.proofs.close()

    def _limited(self) -> LimitedWorkers:
        return LimitedWorkers(self._pool, self._timeout_s)


class ItemProving:
    """The proof of an item, which all tests of the item share."""

    def __init__(self, bank: Bank, item: authored.Item, scope: ItemScope) -> None:
        self.item = item
        self._bank = bank
        self._scope = scope
        self._future: Future[ItemProof] | None = None
        self._proven: proven.Item | None = None
        self._proof: ItemProof | None = None

    @property
    def has_begun(self) -> bool:
        """Whether the proof has started."""
        return self._future is not None or self._proven is not None

    def begin(self, run: ProofRun) -> None:
        """Use the cached proof, or start proving the item in the background."""
        if self.has_begun:
            return
        if run.proofs is not None:
            self._proven = run.proofs.item(self._key())
        if self._proven is None:
            self._future = run.begin_item(self.item, self._scope, self._bank.lesson.lesson)

    def proof(self, run: ProofRun) -> ItemProof:
        """Wait for the proof, cache it and return it."""
        self.begin(run)
        if self._proof is None:
            self._proof = self._cached_proof() or self._finished_proof(run)
        return self._proof

    def _cached_proof(self) -> ItemProof | None:
        return cached_item_proof(self._proven) if self._proven is not None else None

    def _finished_proof(self, run: ProofRun) -> ItemProof:
        assert self._future is not None
        proof = self._future.result()
        if proof.item is not None:
            proof.item = replace(proof.item, proof=self._key())
            if run.proofs is not None:
                run.proofs.keep_items([proof.item])
        return proof

    def _key(self) -> str:
        return item_key(self._bank, self._scope)


class WayProving:
    """The proof of an activity, which may need proven items."""

    def __init__(self, bank: Bank, name: WayName) -> None:
        self._bank, self._name = bank, name
        self._future: Future[WayProof] | None = None
        self._key = ""
        self._is_cached = False

    @property
    def needed_items(self) -> list[str]:
        """The ids of the items that must be proven first."""
        return needed_ids(self._bank, self._name)

    def begin(self, run: ProofRun, items: Mapping[str, proven.Item]) -> None:
        """Use the cached proof, or start proving the activity in the background.

        Args:
            run: this pytest run.
            items: the proven items that the proof needs, by id.
        """
        if self._is_cached or self._future is not None:
            return
        self._key = way_key(self._bank, self._name, items)
        self._is_cached = run.proofs is not None and run.proofs.way(self._key) is not None
        if not self._is_cached:
            self._future = run.begin_way(self._bank, self._name, items)

    def faults(self, run: ProofRun) -> list[Fault]:
        """Wait for the proof, cache it, and return its faults. A cached proof has none."""
        if self._future is None:
            return []
        proof = self._future.result()
        if proof.way is not None and run.proofs is not None:
            run.proofs.keep_way(self._key, proof.way)
        return sorted(proof.faults)


RUN = pytest.StashKey[ProofRun]()


def proof_run(config: pytest.Config) -> ProofRun:
    """Return the `ProofRun` of this pytest run, creating it on the first call.

    Raises:
        TorchquizError: PyTorch is not installed, or the cache cannot be opened.
    """
    if RUN not in config.stash:
        if not torch_version():
            raise TorchquizError(
                f"PyTorch is not installed for {sys.executable}; install it and run pytest again."
            )
        proofs = Proofs(proofs_file()) if settings.uses_cache(config) else None
        config.stash[RUN] = ProofRun(settings.jobs(config), settings.timeout_s(config), proofs)
    return config.stash[RUN]


def end(config: pytest.Config) -> None:
    """Stop the workers of this pytest run, if it proved any lessons."""
    if RUN in config.stash:
        config.stash[RUN].close()
        del config.stash[RUN]
