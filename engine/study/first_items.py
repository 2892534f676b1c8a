"""Finds the items with which a learner begins an activity, also before the lesson is proven."""

from datetime import datetime

from torchquiz.engine.models.reference import reference
from torchquiz.engine.progress.mastery import missed_items
from torchquiz.engine.progress.store import Store
from torchquiz.engine.study.activities import ActivityName
from torchquiz.engine.study.deal_review import REVIEW

MISSED_AT_FIRST = 12
"""The number of missed items with which a session of missed items begins."""


def first_items(
    store: Store, lesson_id: str, activity: ActivityName, now: datetime
) -> tuple[str, ...]:
    """Return the ids of the items that come first according to the learner's progress.

    They are the items of an unfinished session, the items that were missed, or those that are due.
    The result is empty if progress does not matter, as in a first practice session.

    Args:
        store: the learner's progress.
        lesson_id: the id of the lesson.
        activity: the activity.
        now: the current time, in the learner's time zone.
    """
    opened = store.unfinished(lesson_id, (activity,))
    items = [reference(item, lesson_id).item for item in opened.items] if opened else []
    if activity == "missed" and not items:
        items += missed_items(store.of_lesson(lesson_id))[:MISSED_AT_FIRST]
    if activity == "review":
        items += [due.item for due in store.schedule.due(now, [lesson_id], REVIEW)]
    return tuple(dict.fromkeys(items))
