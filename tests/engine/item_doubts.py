"""Proves a lesson with a single item, for tests of what is wrong with it or remains unproven."""

import json
from pathlib import Path
from typing import Any

from tests.engine.small_bank import HEAD
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.lesson_proof import LessonProof
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool


def doubts_of_item(folder: Path, pool: Pool, item: dict[str, Any]) -> str:
    """Return what remains unproven of an item without faults, one doubt per line."""
    proof = _proof_of(folder, pool, item)
    assert not proof.faults
    return "\n".join(proof.unproven)


def faults_of_item(folder: Path, pool: Pool, item: dict[str, Any]) -> str:
    """Return the messages of an item's faults, one per line."""
    return "\n".join(fault.message for fault in _proof_of(folder, pool, item).faults)


def _proof_of(folder: Path, pool: Pool, item: dict[str, Any]) -> LessonProof:
    path = folder / "small.yaml"
    path.write_text(HEAD + "items: " + json.dumps([item]))
    with threads(pool) as provers:
        return prove_lesson(path, "small.yaml", provers, None)
