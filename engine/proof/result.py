"""The result of a proof, of an item or of a way to study: its faults, counts and doubts."""

from dataclasses import dataclass, field

from torchquiz.engine.errors import Fault
from torchquiz.engine.models.evidence import Doubt, Evidence, Tally


class ProofStopped(Exception):
    """The proof cannot go on; the reason is among its faults."""


@dataclass(slots=True, kw_only=True)
class Proof:
    """The result of a proof so far."""

    faults: list[Fault] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    doubts: list[Doubt] = field(default_factory=list)
    """What is not proven; each `where` counts from the item's or the way's own place."""
    is_from_cache: bool = False

    @property
    def evidence(self) -> Evidence:
        """What is stored with a proven item or way."""
        return Evidence(self.tally, tuple(self.doubts))

    @property
    def reported_faults(self) -> list[Fault]:
        """The faults that an author is shown."""
        return self.faults

    def add(self, part: "Proof") -> None:
        """Add the proof of a part, such as a variant; keep one doubt about each field."""
        known = {doubt.where for doubt in self.doubts}
        self.tally.add(part.tally)
        self.faults += part.faults
        self.doubts += [doubt for doubt in part.doubts if doubt.where not in known]
