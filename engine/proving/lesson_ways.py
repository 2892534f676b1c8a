"""The ways of a lesson: proven side by side once its items are, or read from the cache."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from torchquiz.engine.banks.load import Bank
from torchquiz.engine.models.declared import TraceModel
from torchquiz.engine.models.evidence import Doubt
from torchquiz.engine.models.proven import Item, Level
from torchquiz.engine.models.ways import Way, WayHead, WayName
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.fingerprint import prover_fingerprint
from torchquiz.engine.proof.keys import content_hash
from torchquiz.engine.proving.item import ItemProof
from torchquiz.engine.proving.minutes import minutes
from torchquiz.engine.proving.provers import Provers, proven
from torchquiz.engine.proving.ways import prove_way
from torchquiz.engine.proving.ways.proof import Stand, WayProof
from torchquiz.engine.traces.training import is_installed
from torchquiz.engine.yaml.positions import Where


@dataclass(slots=True)
class WaysProof:
    """What came of proving all ways of a lesson."""

    proofs: list[WayProof] = field(default_factory=list)
    heads: list[WayHead] = field(default_factory=list)
    """Of those that are proven, in their order."""
    snippets_run: int = 0
    snippets_from_cache: int = 0

    def add(self, one: WayProof, *, is_from_cache: bool) -> None:
        """Take in one way's proof."""
        self.proofs.append(one)
        if is_from_cache:
            self.snippets_from_cache += one.tally.snippets
        else:
            self.snippets_run += one.tally.snippets


def prove_ways(
    bank: Bank, found: Sequence[ItemProof], provers: Provers, proofs: Proofs | None
) -> WaysProof:
    """Prove a lesson's ways once its items are `found` to hold or not.

    Raises:
        WorkerError: snippets cannot be run at all.
        StoreError: proofs cannot be kept.
    """
    items = {one.id: one.item for one in found if one.item is not None}
    absent = {one.id for one in found if one.item is None and not one.faults}
    done = WaysProof(
        [_not_offered(bank, name, absent) for name in bank.ways if _asks(bank, name, absent)]
    )
    keys = {name: way_key(bank, name, items) for name in bank.ways if not _asks(bank, name, absent)}
    cached = {name: proofs.way(key) if proofs is not None else None for name, key in keys.items()}
    futures = {
        name: provers.submit(prove_way, bank.ways[name], stand_of(bank, name, items))
        for name in keys
        if cached[name] is None
    }
    for name, key in keys.items():
        way = cached[name]
        one = proven(futures[name]) if way is None else _remembered(name, way)
        done.add(one, is_from_cache=way is not None)
        if one.way is not None:
            done.heads.append(WayHead(name, _minutes(bank, name), key))
            if way is None and proofs is not None:
                proofs.keep_way(key, one.way)
    return done


def stand_of(bank: Bank, name: WayName, items: Mapping[str, Item]) -> Stand:
    """What one of the lesson's ways stands on."""
    way = bank.ways[name]
    asked = (
        {item: items[item] for _, item in way.items() if item in items}
        if way.looks_at_items
        else {}
    )
    return Stand(bank.source, name, bank.lesson.setup, asked)


def _remembered(name: WayName, way: Way) -> WayProof:
    return WayProof(name, [], way.evidence.tally, list(way.evidence.unproven), way)


def _asks(bank: Bank, name: WayName, absent: set[str]) -> list[tuple[Where, str]]:
    """Which of the absent items a way asks, each with the way to it."""
    return [(where, item) for where, item in bank.ways[name].items() if item in absent]


def _not_offered(bank: Bank, name: WayName, absent: set[str]) -> WayProof:
    doubts = [
        Doubt(
            (name, *where),
            f"it asks '{item}', which is not shown with this PyTorch, so it is not offered",
        )
        for where, item in _asks(bank, name, absent)
    ]
    return WayProof(name, unproven=doubts)


def way_key(bank: Bank, name: WayName, items: Mapping[str, Item]) -> str:
    """Everything that the way's proof depends on: also the items that it looks at, and packages that are here or not."""
    way = bank.ways[name]
    asked = (
        [items[item].proof for _, item in way.items() if item in items]
        if way.looks_at_items
        else []
    )
    training = way.training if isinstance(way, TraceModel) else None
    packages = [is_installed(one.needs) for one in training.data] if training else []
    plain = [name, bank.source.values[name], bank.lesson.setup, asked, packages]
    return content_hash(json.dumps(plain, sort_keys=True).encode(), prover_fingerprint())


def _minutes(bank: Bank, name: WayName) -> int:
    way = bank.ways[name]
    levels: dict[str, Level] = {item.id: item.level for item, _ in bank.items}
    words = sum(len(text.split()) for _, text in way.texts())
    return minutes(words, [levels[item] for _, item in way.items() if item in levels])
