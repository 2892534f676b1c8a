"""Computes the cache keys of items and drills. `lesson_ways` computes those of activities."""

import json

from torchquiz.engine.banks.load import Bank
from torchquiz.engine.proof.context import Scope
from torchquiz.engine.proof.fingerprint import prover_fingerprint
from torchquiz.engine.proof.item_context import ItemScope
from torchquiz.engine.proof.keys import content_hash


def item_key(bank: Bank, scope: ItemScope) -> str:
    """Return a hash of everything that an item's proof depends on, except the item's position."""
    plain = bank.source.values
    for part in scope.where:
        plain = plain[part]
    return content_hash(
        bank.lesson.lesson.encode(),
        json.dumps(
            [plain, scope.setup, scope.known, scope.misconceptions], sort_keys=True
        ).encode(),
        prover_fingerprint(),
    )


def drill_key(bank: Bank, scope: Scope) -> str:
    """Return a hash of everything that a drill's proof depends on, except the drill's position."""
    plain = bank.source.values
    for part in scope.where:
        plain = plain[part]
    parts = [plain, scope.setup]
    return content_hash(json.dumps(parts, sort_keys=True).encode(), prover_fingerprint())
