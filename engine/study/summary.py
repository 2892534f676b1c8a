"""What a session came to."""

from dataclasses import dataclass

from torchquiz.engine.models.proven import Level
from torchquiz.engine.models.reference import Reference


@dataclass(frozen=True, slots=True)
class Answered:
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
    """The misconception in one sentence; empty when none is known."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a session came to."""

    answered: tuple[Answered, ...]
    total: int
    """How many items the session has."""
    elapsed_s: float
    is_out_of_time: bool = False
    badge: str = ""
    """What was earned; empty for nothing."""

    @property
    def right(self) -> int:
        """How many items were right at the first try."""
        return sum(one.is_right for one in self.answered)

    @property
    def solved(self) -> int:
        """How many items were right at some try."""
        return sum(one.is_solved for one in self.answered)

    @property
    def missed(self) -> tuple[Answered, ...]:
        """The items that were wrong at the first try."""
        return tuple(one for one in self.answered if not one.is_right)
