"""Proves a lesson's ways to study in parallel, after its items, or reads them from the cache."""

import json
from collections.abc import Mapping, Sequence

from torchquiz.engine.banks.load import Bank
from torchquiz.engine.models.authored import joined
from torchquiz.engine.models.declared import TraceModel
from torchquiz.engine.models.evidence import Doubt
from torchquiz.engine.models.proven import Item, Level
from torchquiz.engine.models.ways import Way, WayHead, WayName
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.fingerprint import prover_fingerprint
from torchquiz.engine.proof.keys import content_hash
from torchquiz.engine.proof.way_context import WayScope
from torchquiz.engine.proving.item import ItemProof
from torchquiz.engine.proving.minutes import minutes
from torchquiz.engine.proving.provers import Provers, proof_result
from torchquiz.engine.proving.ways import prove_way
from torchquiz.engine.proving.ways.way_proof import WayProof, cached_way_proof
from torchquiz.engine.sandbox.job import Block
from torchquiz.engine.traces.training import is_installed
from torchquiz.engine.yaml.positions import Where


def prove_ways(
    bank: Bank, item_proofs: Sequence[ItemProof], provers: Provers, proofs: Proofs | None
) -> tuple[list[WayProof], list[WayHead]]:
    """Prove a lesson's ways to study; return all proofs, and the heads of the proven ways.

    Raises:
        WorkerError: snippets cannot be run at all.
        StoreError: the cache cannot be written.
    """
    items = {proof.id: proof.item for proof in item_proofs if proof.item is not None}
    absent = {proof.id for proof in item_proofs if proof.item is None and not proof.faults}
    way_proofs: list[WayProof] = []
    keys: dict[WayName, str] = {}
    for name in bank.ways:
        if _absent_items(bank, name, absent):
            way_proofs.append(_proof_of_way_not_offered(bank, name, absent))
        else:
            keys[name] = way_key(bank, name, items)
    cached = {name: _cached_way(proofs, key) for name, key in keys.items()}
    futures = {
        name: provers.submit(prove_way, name, bank.ways[name], way_scope(bank, name, items))
        for name, way in cached.items()
        if way is None
    }
    heads: list[WayHead] = []
    for name, key in keys.items():
        way = cached[name]
        proof = proof_result(futures[name]) if way is None else cached_way_proof(name, way)
        way_proofs.append(proof)
        if proof.way is not None:
            heads.append(WayHead(name, _minutes(bank, name), key))
            if way is None and proofs is not None:
                proofs.keep_way(key, proof.way)
    return way_proofs, heads


def way_scope(bank: Bank, name: WayName, items: Mapping[str, Item] | None = None) -> WayScope:
    """Return the scope of one of a lesson's ways to study, with the items that its proof needs."""
    needed = _needed_items(bank, name, items or {})
    line = bank.source.spot(("setup",)).text_line
    setup = Block(bank.lesson.setup, bank.source.path, line, "setup")
    if bank.model_source:
        code = joined(*(block.code for block in bank.model_source), setup.code)
        setup = Block(code, bank.model_source[-1].path, role="setup")
    items_by_id = {item.id: item for item in needed}
    known = tuple(bank.lesson.known)
    return WayScope(bank.source, (name,), (setup,), known=known, items=items_by_id)


def _needed_items(bank: Bank, name: WayName, items: Mapping[str, Item]) -> list[Item]:
    way = bank.ways[name]
    if not way.looks_at_items:
        return []
    return [items[item] for _, item in way.items() if item in items]


def _cached_way(proofs: Proofs | None, key: str) -> Way | None:
    return proofs.way(key) if proofs is not None else None


def _absent_items(bank: Bank, name: WayName, absent: set[str]) -> list[tuple[Where, str]]:
    """Return the unavailable items that a way to study uses, each with the field that names it."""
    return [(where, item) for where, item in bank.ways[name].items() if item in absent]


def _proof_of_way_not_offered(bank: Bank, name: WayName, absent: set[str]) -> WayProof:
    proof = WayProof(name=name)
    for where, item in _absent_items(bank, name, absent):
        reason = f"it is not offered, because its item '{item}' is not for this version of PyTorch"
        proof.doubts.append(Doubt(where, reason))
    return proof


def way_key(bank: Bank, name: WayName, items: Mapping[str, Item]) -> str:
    """Return a hash of everything that the proof of a way to study depends on.

    This includes the items that it uses, and whether the packages that it needs are installed.
    """
    way = bank.ways[name]
    needed = [item.proof for item in _needed_items(bank, name, items)]
    training = way.training if isinstance(way, TraceModel) else None
    packages = [is_installed(dataset.needs) for dataset in training.data] if training else []
    source = [block.code for block in bank.model_source]
    plain = [name, bank.source.values[name], bank.lesson.setup, needed, packages, source]
    plain.append(bank.lesson.known)
    return content_hash(json.dumps(plain, sort_keys=True).encode(), prover_fingerprint())


def _minutes(bank: Bank, name: WayName) -> int:
    way = bank.ways[name]
    levels: dict[str, Level] = {item.id: item.level for item, _ in bank.items}
    words = sum(len(text.split()) for _, text in way.texts())
    return minutes(words, [levels[item] for _, item in way.items() if item in levels])
