"""Proves a lesson with a single item, for tests of what remains unproven."""

import json
from pathlib import Path
from typing import Any

from tests.engine.small_bank import HEAD
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool


def doubts_of_item(folder: Path, pool: Pool, item: dict[str, Any]) -> str:
    """Return what remains unproven of an item without faults, one doubt per line."""
    path = folder / "small.yaml"
    path.write_text(HEAD + "items: " + json.dumps([item]))
    with threads(pool) as provers:
        proof = prove_lesson(path, "small.yaml", provers, None)
    assert not proof.faults
    return "\n".join(proof.unproven)
