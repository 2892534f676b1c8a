"""Defines the proof of an activity."""

from dataclasses import dataclass

from torchquiz.engine.models.ways import Way, WayName
from torchquiz.engine.proof.result import Proof


@dataclass(slots=True, kw_only=True)
class WayProof(Proof):
    """The proof of an activity, which contains the activity unless there was a fault."""

    name: WayName
    way: Way | None = None
    """The proven activity, or None if it has a fault or needs an item that is not proven."""


def cached_way_proof(name: WayName, way: Way) -> WayProof:
    """Restore the proof of an activity from the evidence that is stored with it."""
    return WayProof(
        name=name,
        tally=way.evidence.tally,
        doubts=list(way.evidence.unproven),
        is_from_cache=True,
        way=way,
    )
