"""Proves a lesson: its items side by side, then its ways; what is proven already comes from the cache."""

import json
from collections.abc import Callable
from concurrent.futures import as_completed
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from torchquiz.engine.banks.load import Bank, load_bank
from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.models import authored
from torchquiz.engine.models.evidence import Doubt, Tally
from torchquiz.engine.models.proven import Item, ItemHead, Lesson
from torchquiz.engine.models.ways import WayHead
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.context import Ground
from torchquiz.engine.proof.fingerprint import prover_fingerprint
from torchquiz.engine.proof.keys import content_hash, lesson_key
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.item import ItemProof, prove_item
from torchquiz.engine.proving.lesson_ways import WaysProof, prove_ways
from torchquiz.engine.proving.provers import Provers, proven
from torchquiz.engine.yaml.positions import Source, Where

OnItem = Callable[[int, int], None]
"""Told after each item how many are done, and of how many."""


@dataclass(slots=True)
class LessonProof:
    """What came of proving a lesson."""

    path: Path
    id: str = ""
    faults: list[Fault] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    unproven: list[str] = field(default_factory=list)
    """Sentences that begin with a place in the file."""
    items: int = 0
    variants: int = 0
    snippets_run: int = 0
    snippets_from_cache: int = 0
    lesson: Lesson | None = None
    """None when there is a fault anywhere in the file."""
    bodies: dict[str, Item] = field(default_factory=dict)
    """The items that are proven, by id."""
    bank: Bank | None = None
    """The file as it was read; None when it is no lesson."""


def prove_lesson(
    path: Path,
    name: str,
    provers: Provers,
    proofs: Proofs | None,
    on_item: OnItem = lambda done, total: None,
    torch: str = "",
) -> LessonProof:
    """Prove a lesson's file and keep what is proven.

    Args:
        path: the file.
        name: what the file is called in faults.
        provers: who proves.
        proofs: where proofs are kept; None keeps nothing, as it must be where the provers run another PyTorch.
        on_item: told how far it is.
        torch: the version that the provers run; empty for the one that is installed here.

    Raises:
        WorkerError: snippets cannot be run at all.
        StoreError: proofs cannot be kept.
    """
    proof = LessonProof(path)
    try:
        bank = load_bank(path, name)
    except BankError as error:
        proof.faults = error.faults
        return proof
    proof.id, proof.bank = bank.lesson.lesson, bank
    proof.faults += bank.faults
    found = _prove_items(bank, provers, proofs, on_item, torch or torch_version())
    proof.bodies = {one.id: one.item for one in found if one.item is not None}
    for one, (_, ground) in zip(found, bank.items, strict=True):
        _count(proof, one)
        proof.unproven += [
            _told(bank.source, (*ground.where, *doubt.where), doubt, one.id)
            for doubt in one.unproven
        ]
    ways = prove_ways(bank, found, provers, proofs)
    _count_ways(proof, bank.source, ways)
    proof.faults.sort()
    if not proof.faults:
        proof.lesson = _lesson(bank, found, ways.heads)
        if proofs is not None:
            proofs.keep_lesson(lesson_key(path), proof.lesson)
    return proof


def _prove_items(
    bank: Bank, provers: Provers, proofs: Proofs | None, on_item: OnItem, torch: str
) -> list[ItemProof]:
    found: dict[int, ItemProof] = {}
    keys = [item_key(bank, item, ground) for item, ground in bank.items]
    for number, key in enumerate(keys):
        cached = proofs.item(key) if proofs is not None else None
        if cached is not None:
            evidence = cached.evidence
            found[number] = ItemProof(
                cached.id,
                [],
                evidence.tally,
                list(evidence.unproven),
                len(cached.variants),
                cached,
                is_from_cache=True,
            )
    on_item(len(found), len(keys))
    futures = {
        provers.submit(prove_item, item, ground, bank.lesson.lesson, torch): number
        for number, (item, ground) in enumerate(bank.items)
        if number not in found
    }
    try:
        for future in as_completed(futures):
            number = futures[future]
            found[number] = _kept(proven(future), keys[number], proofs)
            on_item(len(found), len(keys))
    finally:
        for future in futures:
            future.cancel()
    return [found[number] for number in range(len(keys))]


def _kept(proof: ItemProof, key: str, proofs: Proofs | None) -> ItemProof:
    """The proof under its key, and in the cache, so that an interrupted run goes on where it was."""
    if proof.item is not None:
        proof.item = msgspec.structs.replace(proof.item, proof=key)
        if proofs is not None:
            proofs.keep_items([proof.item])
    return proof


def item_key(bank: Bank, item: authored.Item, ground: Ground) -> str:
    """Everything that the item's proof depends on, but not where in its file it stands."""
    plain = bank.source.values
    for part in ground.where:
        plain = plain[part]
    beliefs = {
        one.misconception: ground.misconceptions.get(one.misconception)
        for one in getattr(item, "distractors", [])
    }
    return content_hash(
        bank.lesson.lesson.encode(),
        json.dumps([plain, ground.setup, beliefs], sort_keys=True).encode(),
        prover_fingerprint(),
    )


def _count(proof: LessonProof, one: ItemProof) -> None:
    proof.items += 1
    proof.variants += one.variants
    proof.tally.add(one.tally)
    proof.faults += one.told
    if one.is_from_cache:
        proof.snippets_from_cache += one.tally.snippets
    else:
        proof.snippets_run += one.tally.snippets


def _count_ways(proof: LessonProof, source: Source, ways: WaysProof) -> None:
    for one in ways.proofs:
        proof.tally.add(one.tally)
        proof.faults += one.faults
        proof.unproven += [_told(source, doubt.where, doubt) for doubt in one.unproven]
    proof.snippets_run += ways.snippets_run
    proof.snippets_from_cache += ways.snippets_from_cache


def _told(source: Source, where: Where, doubt: Doubt, item: str = "") -> str:
    """A doubt as one line that names its place."""
    spot = source.spot(where)
    whose = f"item '{item}': " if item else ""
    return f"{source.path}:{spot.line}:{spot.column}: {whose}{doubt.reason}."


def _lesson(bank: Bank, found: list[ItemProof], ways: list[WayHead]) -> Lesson:
    items = [one.item for one in found if one.item is not None]
    model = bank.lesson
    return Lesson(
        id=model.lesson,
        title=model.title,
        minutes=model.minutes,
        about=model.about,
        torch=torch_version(),
        items=tuple(
            ItemHead(item.id, item.kind, item.level, item.proof, item.form) for item in items
        ),
        ways=tuple(ways),
        misconceptions=bank.misconceptions,
        prerequisites=tuple(model.prerequisites),
    )
