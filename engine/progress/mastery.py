"""How well a learner knows a lesson, and what to do next, from the attempts alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from engine.progress.store import Attempt


@dataclass(frozen=True, slots=True)
class Mastery:
    """Where a learner stands in a lesson. An item counts by its latest first try; a hint does not spoil it."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]
    unseen: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many items the lesson has."""
        return len(self.right) + len(self.wrong) + len(self.unseen)

    @property
    def share(self) -> float:
        """The part of the items that is known, from 0 to 1."""
        return len(self.right) / self.total if self.total else 0.0


def mastery(items: Sequence[str], attempts: Iterable[Attempt]) -> Mastery:
    """Sort a lesson's items by the latest first try at each."""
    latest = {attempt.item: attempt.verdict for attempt in attempts if attempt.try_number == 1}
    return Mastery(
        right=tuple(item for item in items if latest.get(item) == "right"),
        wrong=tuple(item for item in items if latest.get(item) == "wrong"),
        unseen=tuple(item for item in items if item not in latest),
    )


def hardest_misconception(attempts: Iterable[Attempt]) -> str:
    """The misconception met most often; empty when none was met."""
    met = Counter(attempt.misconception for attempt in attempts if attempt.misconception)
    return met.most_common(1)[0][0] if met else ""
