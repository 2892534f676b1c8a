"""Proves a lesson: first its items, in parallel, and then its ways to study, using the cache."""

import json
from collections.abc import Callable
from concurrent.futures import as_completed
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from torchquiz.engine.banks.load import Bank, load_bank
from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.models import authored
from torchquiz.engine.models.drills import Drill
from torchquiz.engine.models.evidence import Tally
from torchquiz.engine.models.proven import Item, ItemHead, Lesson
from torchquiz.engine.models.ways import WayHead
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.context import Scope
from torchquiz.engine.proof.fingerprint import prover_fingerprint
from torchquiz.engine.proof.item_context import ItemScope
from torchquiz.engine.proof.keys import content_hash, lesson_key
from torchquiz.engine.proof.result import Proof
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.drills import DrillProof, cached_drill_proof, prove_drill
from torchquiz.engine.proving.item import ItemProof, cached_item_proof, prove_item
from torchquiz.engine.proving.lesson_ways import prove_ways, way_scope
from torchquiz.engine.proving.minutes import minutes
from torchquiz.engine.proving.provers import Provers, proof_result

OnItem = Callable[[int, int], None]
"""Called after each item, with the number of items that are done and the total."""


@dataclass(slots=True)
class LessonProof:
    """The proof of a lesson, with the lesson itself if it is proven."""

    path: Path
    id: str = ""
    faults: list[Fault] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    unproven: list[str] = field(default_factory=list)
    """Doubts, as sentences that begin with their position in the file."""
    items: int = 0
    variants: int = 0
    snippets_run: int = 0
    snippets_from_cache: int = 0
    lesson: Lesson | None = None
    """The proven lesson; None if there is a fault anywhere in the file."""
    bodies: dict[str, Item] = field(default_factory=dict)
    """Proven items by id."""
    bank: Bank | None = None
    """The contents of the file; None if it is not a lesson."""

    def add(self, part: Proof, scope: Scope) -> None:
        """Add the proof of an item or of a way to study."""
        self.tally.add(part.tally)
        self.faults += part.reported_faults
        whose = f"item '{scope.item_id}': " if scope.item_id else ""
        for doubt in part.doubts:
            spot = scope.spot(*doubt.where)
            line = spot.line if doubt.line is None else spot.text_line + doubt.line
            place = f"{scope.source.path}:{line}:{spot.column}"
            self.unproven.append(f"{place}: {whose}{doubt.reason}.")
        if part.is_from_cache:
            self.snippets_from_cache += part.tally.snippets
        else:
            self.snippets_run += part.tally.snippets


def prove_lesson(
    path: Path,
    name: str,
    provers: Provers,
    proofs: Proofs | None,
    on_item: OnItem = lambda done, total: None,
    torch: str = "",
) -> LessonProof:
    """Prove the lesson in a file, and cache the proofs.

    Args:
        path: the file.
        name: the name of the file in faults.
        provers: the threads or the executor that make the proofs.
        proofs: the cache; None disables it, for provers that run a different version of PyTorch.
        on_item: called after each item, with the progress so far.
        torch: the version of PyTorch that the provers run; empty for the installed one.

    Raises:
        WorkerError: snippets cannot be run at all.
        StoreError: the cache cannot be written.
    """
    proof = LessonProof(path)
    try:
        bank = load_bank(path, name)
    except BankError as error:
        proof.faults = error.faults
        return proof
    proof.id, proof.bank = bank.lesson.lesson, bank
    proof.faults += bank.faults
    item_proofs = _prove_items(bank, provers, proofs, on_item, torch or torch_version())
    for item_proof, (_, scope) in zip(item_proofs, bank.items, strict=True):
        _add_item(proof, item_proof, scope)
    way_proofs, heads = prove_ways(bank, item_proofs, provers, proofs)
    for way_proof in way_proofs:
        proof.add(way_proof, way_scope(bank, way_proof.name))
    drills = _prove_drills(bank, proof, provers, proofs)
    proof.faults.sort()
    if not proof.faults:
        proof.lesson = _lesson(bank, item_proofs, heads, drills)
        if proofs is not None:
            proofs.keep_lesson(lesson_key(path), proof.lesson)
    return proof


def _add_item(proof: LessonProof, item_proof: ItemProof, scope: ItemScope) -> None:
    proof.add(item_proof, scope)
    proof.items += 1
    proof.variants += item_proof.variants
    if item_proof.item is not None:
        proof.bodies[item_proof.id] = item_proof.item


def _prove_items(
    bank: Bank, provers: Provers, proofs: Proofs | None, on_item: OnItem, torch: str
) -> list[ItemProof]:
    """Return the proofs of all items, in the order of the file."""
    keys = [item_key(bank, item, scope) for item, scope in bank.items]
    done: dict[int, ItemProof] = {}
    for number, key in enumerate(keys):
        cached = proofs.item(key) if proofs is not None else None
        if cached is not None:
            done[number] = cached_item_proof(cached)
    on_item(len(done), len(keys))
    futures = {
        provers.submit(prove_item, item, scope, bank.lesson.lesson, torch): number
        for number, (item, scope) in enumerate(bank.items)
        if number not in done
    }
    try:
        for future in as_completed(futures):
            number = futures[future]
            done[number] = proof_result(future)
            _keep_item(done[number], keys[number], proofs)
            on_item(len(done), len(keys))
    finally:
        for future in futures:
            future.cancel()
    return [done[number] for number in range(len(keys))]


def _keep_item(proof: ItemProof, key: str, proofs: Proofs | None) -> None:
    """Cache an item as soon as it is proven, so that a run can be resumed if it is interrupted."""
    if proof.item is not None:
        proof.item = msgspec.structs.replace(proof.item, proof=key)
        if proofs is not None:
            proofs.keep_items([proof.item])


def item_key(bank: Bank, item: authored.Item, scope: ItemScope) -> str:
    """Return a hash of everything that an item's proof depends on, apart from its position."""
    plain = bank.source.values
    for part in scope.where:
        plain = plain[part]
    mistakes = (*getattr(item, "distractors", ()), *getattr(item, "near_misses", ()))
    names = [mistake.misconception for mistake in mistakes]
    beliefs = {name: scope.misconceptions.get(name) for name in names if name}
    return content_hash(
        bank.lesson.lesson.encode(),
        json.dumps([plain, scope.setup, scope.known, beliefs], sort_keys=True).encode(),
        prover_fingerprint(),
    )


def _prove_drills(
    bank: Bank, proof: LessonProof, provers: Provers, proofs: Proofs | None
) -> list[Drill]:
    """Prove the drills in parallel, add their proofs, and return the proven drills."""
    keys = [_drill_key(bank, scope) for _, scope in bank.drills]
    cached = [proofs.drill(key) if proofs is not None else None for key in keys]
    futures = {
        number: provers.submit(prove_drill, *bank.drills[number])
        for number, drill in enumerate(cached)
        if drill is None
    }
    drills: list[Drill] = []
    for number, (key, known) in enumerate(zip(keys, cached, strict=True)):
        own: DrillProof = cached_drill_proof(known) if known else proof_result(futures[number])
        proof.add(own, bank.drills[number][1])
        if own.drill is not None:
            drills.append(own.drill)
            if proofs is not None and known is None:
                proofs.keep_drill(key, own.drill)
    return drills


def _drill_key(bank: Bank, scope: Scope) -> str:
    """Return a hash of everything that a drill's proof depends on, apart from its position."""
    plain = bank.source.values
    for part in scope.where:
        plain = plain[part]
    parts = [plain, scope.setup]
    return content_hash(json.dumps(parts, sort_keys=True).encode(), prover_fingerprint())


def _lesson(
    bank: Bank, item_proofs: list[ItemProof], ways: list[WayHead], drills: list[Drill]
) -> Lesson:
    items = [proof.item for proof in item_proofs if proof.item is not None]
    model = bank.lesson
    return Lesson(
        id=model.lesson,
        title=model.title or model.lesson.replace("-", " ").capitalize(),
        minutes=model.minutes or minutes(0, [item.level for item in items]),
        about=model.about,
        torch=torch_version(),
        items=tuple(map(_head, items)),
        ways=tuple(ways),
        misconceptions=bank.misconceptions,
        prerequisites=tuple(model.prerequisites),
        drills=tuple(drills),
    )


def _head(item: Item) -> ItemHead:
    return ItemHead(item.id, item.kind, item.level, item.proof, item.form, item.misconceptions)
