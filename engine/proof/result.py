"""Defines the result of a proof of an item or a way: its faults, counts and doubts."""

from dataclasses import dataclass, field

from torchquiz.engine.errors import Fault
from torchquiz.engine.models.evidence import Doubt, Evidence, Tally


class ProofStopped(Exception):
    """The proof cannot go on; its faults say why."""


@dataclass(slots=True, kw_only=True)
class Proof:
    """The result of a proof so far."""

    faults: list[Fault] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    doubts: list[Doubt] = field(default_factory=list)
    """Fields that are not proven, relative to the item or the way."""
    is_from_cache: bool = False

    @property
    def evidence(self) -> Evidence:
        """Counts and doubts that are stored with a proven item or way."""
        return Evidence(self.tally, tuple(self.doubts))

    @property
    def reported_faults(self) -> list[Fault]:
        """Faults that are shown to the author."""
        return self.faults

    def add(self, part: "Proof") -> None:
        """Add the proof of a part, such as a variant; keep one doubt per field."""
        known = {doubt.where for doubt in self.doubts}
        self.tally.add(part.tally)
        self.faults += part.faults
        self.doubts += [doubt for doubt in part.doubts if doubt.where not in known]
