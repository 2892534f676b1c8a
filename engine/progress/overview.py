"""Loads a learner's progress in all lessons with a few queries."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct, field

from torchquiz.engine.progress.mastery import KnownItems, known
from torchquiz.engine.progress.places import IS_CURRENT
from torchquiz.engine.progress.store import Store
from torchquiz.engine.progress.stored_sessions import OpenSession
from torchquiz.engine.progress.study_day import study_day


class Begun(Struct, frozen=True):
    """An unfinished session, and how many of its items have been answered."""

    session: OpenSession
    answered: int
    """Number of items in the session with at least one attempt."""


class Overview(Struct, frozen=True):
    """A learner's progress by lesson. Lessons without progress are left out."""

    known: Mapping[str, KnownItems] = field(default_factory=dict)
    """The counts of known items. Unlike the other fields, this includes every requested lesson."""
    begun: Mapping[str, tuple[Begun, ...]] = field(default_factory=dict)
    """The unfinished sessions of each lesson, newest first, except those of single questions."""
    finished: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    """The latest result of each finished activity."""
    places: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """The step that the learner has reached in each activity that is being read, counted from 0."""
    due: Mapping[str, int] = field(default_factory=dict)
    """Number of items in each lesson that are due for review."""


def overview(store: Store, totals: dict[str, int], now: datetime) -> Overview:
    """Return the learner's progress in all lessons.

    Args:
        store: the learner's progress.
        totals: the number of items in each lesson, by its id.
        now: the current time, in the learner's time zone.
    """
    finished: dict[str, dict[str, Mapping[str, Any]]] = {}
    for activity in store.finished():
        finished.setdefault(activity.lesson, {})[activity.way] = activity.result
    places: dict[str, dict[str, int]] = {}
    for lesson, way, step in store.read("select lesson, way, step from place"):
        places.setdefault(lesson, {})[way] = step
    count_due = store.schedule.count_due(now)
    due = {lesson: count for lesson, count in count_due.items() if lesson in totals}
    return Overview(known(store, totals), _begun(store, now), finished, places, due)


def _begun(store: Store, now: datetime) -> dict[str, tuple[Begun, ...]]:
    rows = store.read(
        "select id, lesson, way, seed, items, started_at,"
        " (select count(distinct lesson || '/' || item) from counted where session_id = session.id)"
        " from session where ended_at is null and way <> 'question'"
        f" and {IS_CURRENT} order by id desc",
        study_day(now, store.schedule.day_start),
    )
    by_lesson: dict[str, tuple[Begun, ...]] = {}
    for number, lesson, way, seed, items, started_at, answered in rows:
        session = OpenSession(
            number, lesson, way, seed, tuple(json.loads(items)), datetime.fromisoformat(started_at)
        )
        earlier = by_lesson.get(session.lesson, ())
        by_lesson[session.lesson] = (*earlier, Begun(session, answered))
    return by_lesson
