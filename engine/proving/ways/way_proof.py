"""Defines the proof of a way to study."""

from dataclasses import dataclass

from torchquiz.engine.models.ways import Way, WayName
from torchquiz.engine.proof.result import Proof


@dataclass(slots=True, kw_only=True)
class WayProof(Proof):
    """Defines the proof of a way to study."""

    name: WayName
    way: Way | None = None
    """Proven way; None if there is a fault, or if an item that it needs is not proven."""


def cached_way_proof(name: WayName, way: Way) -> WayProof:
    """Return the proof of a way that was cached."""
    return WayProof(
        name=name,
        tally=way.evidence.tally,
        doubts=list(way.evidence.unproven),
        is_from_cache=True,
        way=way,
    )
