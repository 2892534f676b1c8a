"""Which items a review deals: what is due, flash cards and missed items first, then a few flash cards that were never met."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.progress.schedule import Card, Schedule

REVIEW = 20
"""Items in a review, at most."""


def deal_review(
    schedule: Schedule,
    now: datetime,
    lessons: Sequence[str],
    read: Callable[[str], Lesson],
    new_cards: int,
    count: int = REVIEW,
) -> tuple[str, ...]:
    """Deal a review, each item as `lesson/item`.

    Args:
        schedule: what comes back when.
        now: the moment, in the learner's zone, in which a day of new cards begins at midnight.
        lessons: the lessons that are proven, by id, in their order.
        read: reads one of them.
        new_cards: how many flash cards may be met for the first time in a day.
        count: how many items to deal at most.
    """
    due = [f"{card.lesson}/{card.item}" for card in _existing(schedule, now, lessons, read, count)]
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    room = min(count - len(due), new_cards - schedule.met_cards(midnight))
    return (*due, *islice(_never_met(schedule, map(read, lessons)), max(room, 0)))


def _existing(
    schedule: Schedule,
    now: datetime,
    lessons: Sequence[str],
    read: Callable[[str], Lesson],
    count: int,
) -> list[Card]:
    """What is due and still in its lesson; what is not leaves the schedule."""
    while True:
        due = schedule.due(now, lessons, count)
        items = {
            lesson: {head.id for head in read(lesson).items}
            for lesson in {card.lesson for card in due}
        }
        gone = [(card.lesson, card.item) for card in due if card.item not in items[card.lesson]]
        if not gone:
            return due
        schedule.drop(gone)


def _never_met(schedule: Schedule, lessons: Iterable[Lesson]) -> Iterator[str]:
    for lesson in lessons:
        met = schedule.met(lesson.id)
        yield from (
            f"{lesson.id}/{head.id}" for head in lesson.items if head.is_card and head.id not in met
        )
