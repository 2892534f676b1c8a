"""How a session went."""

from dataclasses import dataclass

from torchquiz.engine.models.proven import Level
from torchquiz.engine.models.reference import Reference


@dataclass(frozen=True, slots=True)
class ItemResult:
    """How an item went: its first try decides, later tries are practice."""

    item: Reference
    stem: str
    level: Level
    chance: float
    """How likely a guess is right."""
    is_right: bool
    """At the first try."""
    is_solved: bool
    """At any try."""
    tries: int
    hints: int
    misconception: str
    belief: str
    """The misconception in one sentence; empty if none is known."""


@dataclass(frozen=True, slots=True)
class Summary:
    """How a session went."""

    results: tuple[ItemResult, ...]
    """Of every item that was answered."""
    total: int
    """Number of items in the session."""
    elapsed_s: float
    is_out_of_time: bool = False
    badge: str = ""
    """What was earned; empty for nothing."""

    @property
    def right(self) -> int:
        """Number of items that were right at the first try."""
        return sum(result.is_right for result in self.results)

    @property
    def solved(self) -> int:
        """Number of items that were right at some try."""
        return sum(result.is_solved for result in self.results)

    @property
    def missed(self) -> tuple[ItemResult, ...]:
        """The items that were wrong at the first try."""
        return tuple(result for result in self.results if not result.is_right)

    @property
    def missed_items(self) -> tuple[str, ...]:
        """The references of the items that were wrong at the first try."""
        return tuple(str(result.item) for result in self.missed)
