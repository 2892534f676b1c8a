"""Which items a session deals: what was missed, then what is new, then what was right longest ago; easy before hard."""

from collections.abc import Iterable, Sequence

from engine.models.proven import LEVELS, ItemHead, Lesson
from engine.progress.mastery import mastery
from engine.progress.store import Attempt

SITTING = 12
"""Items in a sitting, about as many as the minutes of a lesson."""


def deal(lesson: Lesson, attempts: Sequence[Attempt], count: int = SITTING) -> tuple[str, ...]:
    """Deal a sitting of a lesson, each level in proportion to the items it has."""
    stand = mastery([head.id for head in lesson.items], attempts)
    latest = {attempt.item: number for number, attempt in enumerate(attempts)}
    known = sorted(stand.right, key=lambda item: latest[item])
    heads = {head.id: head for head in lesson.items}
    chosen: list[ItemHead] = []
    for group in (stand.wrong, stand.unseen, known):
        chosen += _mixed([heads[item] for item in group])[: count - len(chosen)]
    return tuple(head.id for head in by_level(chosen))


def by_level(heads: Iterable[ItemHead]) -> list[ItemHead]:
    """Easy before hard, within a level as the lesson has them."""
    return sorted(heads, key=lambda head: LEVELS.index(head.level))


def _mixed(heads: Sequence[ItemHead]) -> list[ItemHead]:
    """So ordered that any first few hold the levels in the proportions of all."""
    places: list[tuple[float, int, ItemHead]] = []
    for rank, level in enumerate(LEVELS):
        own = [head for head in heads if head.level == level]
        places += [((number + 0.5) / len(own), rank, head) for number, head in enumerate(own)]
    return [head for _, _, head in sorted(places, key=lambda place: place[:2])]
