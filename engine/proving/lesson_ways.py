"""Prepares proofs of activities: finds the items that they need, and computes cache keys."""

import json
from collections.abc import Mapping

from torchquiz.engine.banks.load import Bank
from torchquiz.engine.models.authored import joined
from torchquiz.engine.models.declared import TraceModel
from torchquiz.engine.models.evidence import Doubt
from torchquiz.engine.models.proven import Item, Level
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.proof.fingerprint import prover_fingerprint
from torchquiz.engine.proof.keys import content_hash
from torchquiz.engine.proof.way_context import WayScope
from torchquiz.engine.proving.minutes import minutes
from torchquiz.engine.proving.needs import has_needs
from torchquiz.engine.proving.ways.way_proof import WayProof
from torchquiz.engine.sandbox.job import Block
from torchquiz.engine.traces.training import is_installed
from torchquiz.engine.yaml.positions import Where


def way_scope(bank: Bank, name: WayName, items: Mapping[str, Item] | None = None) -> WayScope:
    """Return the position and setup of an activity, with the items that its proof needs."""
    needed = _needed_items(bank, name, items or {})
    line = bank.source.spot(("setup",)).text_line
    setup = Block(bank.lesson.setup, bank.source.path, line, "setup")
    if bank.model_source:
        code = joined(*(block.code for block in bank.model_source), setup.code)
        setup = Block(code, bank.model_source[-1].path, role="setup")
    items_by_id = {item.id: item for item in needed}
    known = tuple(bank.lesson.known)
    return WayScope(bank.source, (name,), (setup,), known=known, items=items_by_id)


def needed_ids(bank: Bank, name: WayName) -> list[str]:
    """Return the ids of the items that must be proven before the activity.

    They are those that its proof looks at, and those that may be left out on some machines.
    """
    way = bank.ways[name]
    optional = {item.id for item, _ in bank.items if has_needs(item)}
    return [item for _, item in way.items() if way.looks_at_items or item in optional]


def _needed_items(bank: Bank, name: WayName, items: Mapping[str, Item]) -> list[Item]:
    return [items[item] for item in needed_ids(bank, name) if item in items]


def _absent_items(bank: Bank, name: WayName, absent: set[str]) -> list[tuple[Where, str]]:
    """Return the ids of an activity's absent items, each with the field that names it."""
    return [(where, item) for where, item in bank.ways[name].items() if item in absent]


def proof_of_way_not_offered(bank: Bank, name: WayName, absent: set[str]) -> WayProof:
    """Create the proof of an activity that is not offered to learners.

    Each reason names an item that is absent because something that it needs is missing.
    """
    proof = WayProof(name=name)
    for where, item in _absent_items(bank, name, absent):
        reason = f"the activity is not offered, because its item '{item}' is left out"
        proof.left_out.append(Doubt(where, reason))
    return proof


def way_key(bank: Bank, name: WayName, items: Mapping[str, Item]) -> str:
    """Return a hash of everything that the proof of an activity depends on.

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


def way_minutes(bank: Bank, name: WayName) -> int:
    """Estimate how many minutes an activity takes a learner."""
    way = bank.ways[name]
    levels: dict[str, Level] = {item.id: item.level for item, _ in bank.items}
    words = sum(len(text.split()) for _, text in way.texts())
    return minutes(words, [levels[item] for _, item in way.items() if item in levels])
