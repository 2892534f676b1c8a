"""Chooses the items of a practice session and sorts them from easy to hard.

Missed items are chosen first, then new items, then correctly answered items, starting with those
answered longest ago.
"""

from collections.abc import Iterable, Sequence

from torchquiz.engine.models.proven import LEVELS, ItemHead, Lesson
from torchquiz.engine.progress.mastery import mastery
from torchquiz.engine.progress.store import Attempt

SESSION_ITEMS = 12
"""Number of items in a practice session, unless the learner has chosen another number."""


def deal(
    lesson: Lesson, attempts: Sequence[Attempt], count: int = SESSION_ITEMS
) -> tuple[str, ...]:
    """Choose items from a lesson so that each level is represented in proportion to its size."""
    mastered = mastery([head.id for head in lesson.items], attempts)
    latest = {attempt.item: number for number, attempt in enumerate(attempts)}
    right = sorted(mastered.right, key=lambda item: latest[item])
    heads = {head.id: head for head in lesson.items}
    chosen: list[ItemHead] = []
    for group in (mastered.wrong, mastered.unseen, right):
        mixed = _mix_levels([heads[item] for item in group])
        chosen += mixed[: count - len(chosen)]
    return tuple(head.id for head in by_level(chosen))


def by_level(heads: Iterable[ItemHead]) -> list[ItemHead]:
    """Sort items from easy to hard, keeping the order of items within a level."""
    return sorted(heads, key=lambda head: LEVELS.index(head.level))


def _mix_levels(heads: Sequence[ItemHead]) -> list[ItemHead]:
    """Arrange items so that any first part of the list mixes the levels evenly."""
    positions: list[tuple[float, int, ItemHead]] = []
    for rank, level in enumerate(LEVELS):
        of_level = [head for head in heads if head.level == level]
        for number, head in enumerate(of_level):
            positions.append(((number + 0.5) / len(of_level), rank, head))
    positions.sort(key=lambda position: position[:2])
    return [head for _, _, head in positions]
