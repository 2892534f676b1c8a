"""Where a learner stands in all lessons at once: a few queries however many lessons there are."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct, field

from torchquiz.engine.progress.mastery import KnownItems, known
from torchquiz.engine.progress.store import OpenSession, Store


class Begun(Struct, frozen=True):
    """A session that was begun and not ended, and how far it is."""

    session: OpenSession
    answered: int
    """How many of its items have an attempt."""


class Overview(Struct, frozen=True):
    """What is kept of a learner, by lesson; a lesson of which nothing is kept is left out."""

    known: Mapping[str, KnownItems] = field(default_factory=dict)
    """Of every lesson that was asked about."""
    begun: Mapping[str, tuple[Begun, ...]] = field(default_factory=dict)
    """The unfinished sessions, the one begun last first."""
    finished: Mapping[str, Mapping[str, Mapping[str, Any]]] = field(default_factory=dict)
    """By way that was gone through: what came of it the last time."""
    places: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """By way that is open: the step where the learner stopped, from 0."""
    due: Mapping[str, int] = field(default_factory=dict)
    """How many items are due for review."""


def overview(store: Store, totals: dict[str, int], now: datetime) -> Overview:
    """Where the learner stands in the lessons that `totals` names, each with how many items it has."""
    finished: dict[str, dict[str, Mapping[str, Any]]] = {}
    for one in store.finished():
        finished.setdefault(one.lesson, {})[one.way] = one.result
    places: dict[str, dict[str, int]] = {}
    for lesson, way, step in store.read("select lesson, way, step from place"):
        places.setdefault(lesson, {})[way] = step
    due = {
        lesson: count for lesson, count in store.schedule.count_due(now).items() if lesson in totals
    }
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
