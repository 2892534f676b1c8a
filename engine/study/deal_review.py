"""Which items a review deals: what is due, then a few flash cards that were never met.

Of what is due, flash cards and missed items come first.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.progress.schedule import Schedule
from torchquiz.engine.progress.scheduled_items import ScheduledItem

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
        now: the time in the learner's zone, in which a day of new cards begins at midnight.
        lessons: the ids of the proven lessons, in their order.
        read: reads one of them.
        new_cards: how many flash cards may be met for the first time in a day.
        count: how many items to deal at most.
    """
    existing = _due_and_existing(schedule, now, lessons, read, count)
    due = [f"{scheduled.lesson}/{scheduled.item}" for scheduled in existing]
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    room = min(count - len(due), new_cards - schedule.met_cards(midnight))
    return (*due, *islice(_never_met(schedule, map(read, lessons)), max(room, 0)))


def _due_and_existing(
    schedule: Schedule,
    now: datetime,
    lessons: Sequence[str],
    read: Callable[[str], Lesson],
    count: int,
) -> list[ScheduledItem]:
    """Return what is due, and drop from the schedule what its lesson no longer has."""
    while True:
        due = schedule.due(now, lessons, count)
        due_lessons = {scheduled.lesson for scheduled in due}
        items = {lesson: {head.id for head in read(lesson).items} for lesson in due_lessons}
        gone = [
            (scheduled.lesson, scheduled.item)
            for scheduled in due
            if scheduled.item not in items[scheduled.lesson]
        ]
        if not gone:
            return due
        schedule.drop(gone)


def _never_met(schedule: Schedule, lessons: Iterable[Lesson]) -> Iterator[str]:
    """Yield the flash cards that were never met."""
    for lesson in lessons:
        met = schedule.met(lesson.id)
        for head in lesson.items:
            if head.is_card and head.id not in met:
                yield f"{lesson.id}/{head.id}"
