"""The results of a session, item by item."""

from dataclasses import dataclass

from torchquiz.engine.models.proven import Level
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.wording import RIGHT, WRONG


@dataclass(frozen=True, slots=True)
class ItemResult:
    """The result of an item. Only the first try decides it, and later tries are just practice."""

    item: Reference
    stem: str
    level: Level
    chance: float
    """The probability that a guess is right."""
    is_right: bool
    """Whether the first try was right."""
    is_solved: bool
    """Whether any try was right."""
    tries: int
    hints: int
    misconception: str
    belief: str
    """The learner's misconception in one sentence, or an empty string if none is known."""

    @property
    def mark(self) -> str:
        """A tick if the item was solved on any try, and a cross otherwise."""
        return RIGHT if self.is_solved else WRONG


@dataclass(frozen=True, slots=True)
class Summary:
    """The results of a session."""

    results: tuple[ItemResult, ...]
    """The results of the items that were answered."""
    total: int
    """Number of items in the session."""
    elapsed_s: float
    is_out_of_time: bool = False
    badge: str = ""
    """The badge that was earned, or an empty string if there is none."""

    @property
    def right(self) -> int:
        """The number of items answered correctly on the first try."""
        return sum(result.is_right for result in self.results)

    @property
    def solved(self) -> int:
        """The number of items answered correctly on any try."""
        return sum(result.is_solved for result in self.results)

    @property
    def missed(self) -> tuple[ItemResult, ...]:
        """The results of the items that were missed on the first try."""
        return tuple(result for result in self.results if not result.is_right)

    @property
    def missed_items(self) -> tuple[str, ...]:
        """The items that were missed on the first try, each as `lesson/item`."""
        return tuple(str(result.item) for result in self.missed)
