"""The result of proving an item or an activity: its faults, counts and doubts."""

from dataclasses import dataclass, field

from torchquiz.engine.errors import Fault
from torchquiz.engine.models.evidence import Doubt, Evidence, Tally


class ProofStopped(Exception):
    """Raised when a proof cannot continue. The faults of the proof contain the reason."""


@dataclass(slots=True, kw_only=True)
class Proof:
    """The faults, counts and doubts that a proof has recorded so far."""

    faults: list[Fault] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    doubts: list[Doubt] = field(default_factory=list)
    """Doubts about fields that are not proven. Their paths are relative to the item or activity."""
    left_out: list[Doubt] = field(default_factory=list)
    """The reasons why this machine leaves the part out, if it lacks something that is needed."""
    is_from_cache: bool = False

    @property
    def evidence(self) -> Evidence:
        """The counts and doubts to store with a proven item or activity."""
        return Evidence(self.tally, tuple(self.doubts))

    @property
    def reported_faults(self) -> list[Fault]:
        """The faults to show to the author."""
        return self.faults

    def add(self, part: "Proof") -> None:
        """Add the results of proving a part, such as a variant. Keep only one doubt per field."""
        known = {doubt.where for doubt in self.doubts}
        self.tally.add(part.tally)
        self.faults += part.faults
        self.doubts += [doubt for doubt in part.doubts if doubt.where not in known]
