"""What proving a way to study comes to, and what it stands on."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from torchquiz.engine.errors import Fault
from torchquiz.engine.models.evidence import Doubt, Evidence, Tally
from torchquiz.engine.models.proven import Item
from torchquiz.engine.models.ways import Way, WayName
from torchquiz.engine.yaml.positions import Source


@dataclass(frozen=True, slots=True)
class Stand:
    """What a way stands on: its file, and what its lesson gives to all ways."""

    source: Source
    name: WayName
    setup: str
    items: Mapping[str, Item] = field(default_factory=dict)
    """The proven items that it asks, by id, where its own proof looks at them; one with a fault is missing."""


@dataclass(slots=True)
class WayProof:
    """What came of proving a way."""

    name: WayName
    faults: list[Fault] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    unproven: list[Doubt] = field(default_factory=list)
    """Their places are counted from the top of the file."""
    way: Way | None = None
    """None when there is a fault, or an item that it stands on is not proven."""

    @property
    def evidence(self) -> Evidence:
        """What stands behind the proof."""
        return Evidence(self.tally, tuple(self.unproven))


class Broken(Exception):
    """The way cannot be proven further; why stands among its proof's faults."""
