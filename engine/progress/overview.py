"""Where a learner stands in all lessons at once, with a few queries for any number of lessons."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct, field

from torchquiz.engine.progress.mastery import KnownItems, known
from torchquiz.engine.progress.store import OpenSession, Store


class Begun(Struct, frozen=True):
    """A session that was begun and has not ended, and how far it is."""

    session: OpenSession
    answered: int
    """Number of its items that have an attempt."""


class Overview(Struct, frozen=True):
    """What is stored of a learner, by lesson; lessons with nothing stored are left out."""

    known: Mapping[str, KnownItems] = field(default_factory=dict)
    """Of every lesson that was asked about."""
    begun: Mapping[str, tuple[Begun, ...]] = field(default_factory=dict)
    """The unfinished sessions, the one begun last first."""
    finished: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    """By activity that was finished: its result the last time."""
    places: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By way that is being read: the step where the learner stopped, from 0."""
    due: Mapping[str, int] = field(default_factory=dict)
    """Number of items that are due for review."""


def overview(store: Store, totals: dict[str, int], now: datetime) -> Overview:
    """Return where the learner stands in all lessons.

    Args:
        store: the learner's progress.
        totals: how many items each lesson has, by its id.
        now: the time, with its zone.
    """
    finished: dict[str, dict[str, Mapping[str, Any]]] = {}
    for activity in store.finished():
        finished.setdefault(activity.lesson, {})[activity.way] = activity.result
    places: dict[str, dict[str, int]] = {}
    for lesson, way, step in store.read("select lesson, way, step from place"):
        places.setdefault(lesson, {})[way] = step
    count_due = store.schedule.count_due(now)
    due = {lesson: count for lesson, count in count_due.items() if lesson in totals}
    return Overview(known(store, totals), _begun(store), finished, places, due)


def _begun(store: Store) -> dict[str, tuple[Begun, ...]]:
    rows = store.read(
        "select id, lesson, way, seed, items, started_at,"
        " (select count(distinct lesson || '/' || item) from attempt where session_id = session.id)"
        " from session where ended_at is null order by id desc"
    )
    found: dict[str, tuple[Begun, ...]] = {}
    for number, lesson, way, seed, items, started_at, answered in rows:
        session = OpenSession(
            number, lesson, way, seed, tuple(json.loads(items)), datetime.fromisoformat(started_at)
        )
        found[session.lesson] = (*found.get(session.lesson, ()), Begun(session, answered))
    return found
