"""Chooses the items of a review: the items that are due, then a few new flash cards.

Among the items that are due, flash cards and missed items come first.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.progress.schedule import Schedule
from torchquiz.engine.progress.scheduled_items import ScheduledItem

REVIEW = 20
"""The maximum number of items in a review."""


def deal_review(
    schedule: Schedule,
    now: datetime,
    lessons: Sequence[str],
    read: Callable[[str], Lesson],
    new_cards: int,
    count: int = REVIEW,
) -> tuple[str, ...]:
    """Choose the items of a review, each as `lesson/item`.

    Args:
        schedule: the schedule, which determines when each item is due.
        now: the current time, in the learner's time zone.
        lessons: the ids of the proven lessons, in their order.
        read: a function that returns the lesson with a given id.
        new_cards: the maximum number of new flash cards per study day.
        count: the maximum number of items in the review.
    """
    existing = _due_and_existing(schedule, now, lessons, read, count)
    due = [f"{scheduled.lesson}/{scheduled.item}" for scheduled in existing]
    room = min(count - len(due), new_cards - schedule.new_cards_of_day(now))
    return (*due, *islice(_never_met(schedule, map(read, lessons)), max(room, 0)))


def _due_and_existing(
    schedule: Schedule,
    now: datetime,
    lessons: Sequence[str],
    read: Callable[[str], Lesson],
    count: int,
) -> list[ScheduledItem]:
    """Return the due items that still exist, and remove all others from the schedule.

    Items that are not proven yet stay in the schedule for a later review.
    """
    limit = count
    while True:
        due = schedule.due(now, lessons, limit)
        due_lessons = {scheduled.lesson: read(scheduled.lesson) for scheduled in due}
        proven = {lesson.id: {head.id for head in lesson.items} for lesson in due_lessons.values()}
        absent = [entry for entry in due if entry.item not in proven[entry.lesson]]
        gone = [entry for entry in absent if due_lessons[entry.lesson].is_complete]
        if gone:
            schedule.drop((entry.lesson, entry.item) for entry in gone)
        elif len(due) < limit or limit >= count + len(absent):
            return [entry for entry in due if entry not in absent][:count]
        else:
            limit = count + len(absent)


def _never_met(schedule: Schedule, lessons: Iterable[Lesson]) -> Iterator[str]:
    """Yield the flash cards that the learner has never answered."""
    for lesson in lessons:
        met = schedule.met(lesson.id)
        for head in lesson.items:
            if head.is_card and head.id not in met:
                yield f"{lesson.id}/{head.id}"
