"""The rows of the schedule: one per answered item, computed from the first tries at the item."""

from __future__ import annotations

import sqlite3
from datetime import datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from torchquiz.engine.kinds import CARD_KINDS
from torchquiz.engine.progress.cards import RatedTry, Recall, recall
from torchquiz.engine.progress.stored_time import stored

if TYPE_CHECKING:
    from torchquiz.engine.grading.grade import Rating

TRIES = (
    "select lesson, item, kind, id, at, verdict, hints, response,"
    " (select rating from override where attempt_id = attempt.id order by id desc limit 1)"
    " from counted as attempt where try = 1"
)
"""A query for first tries, which selects the columns that `read_try` expects."""
COLUMNS = (
    "lesson, item, kind, verdict, ratings, stability, difficulty, first, last, due, attempt_id"
)


class ScheduledItem(Struct, frozen=True):
    """An answered item, and how well the learner remembers it."""

    lesson: str
    item: str
    kind: str
    verdict: str
    """The verdict on the latest first try, which an override does not change."""
    ratings: tuple[Rating, ...]
    """The ratings of all first tries, oldest first. There is always at least one."""
    recall: Recall
    first: datetime
    """The time at which the learner first answered the item."""
    attempt_id: int
    """Id of the latest first try, whose rating can be overridden."""


def from_tries(tries: list[tuple[Any, ...]]) -> ScheduledItem:
    """Compute the schedule of an item from the first try in each session, oldest first."""
    lesson, item, kind, attempt_id, _, verdict = tries[-1][:6]
    rated = [read_try(row) for row in tries]
    ratings = tuple(rated_try.rating for rated_try in rated)
    return ScheduledItem(
        lesson, item, kind, verdict, ratings, recall(rated), rated[0].at, attempt_id
    )


def read_try(row: tuple[Any, ...]) -> RatedTry:
    """Build a try from a row of the query `TRIES`."""
    # Imported only here to keep start-up fast, because the home screen needs no ratings.
    from torchquiz.engine.grading.ratings import rating_of_try

    _, _, kind, _, at, verdict, hints, response, override = row
    rating = rating_of_try(verdict, hints, response, override, is_card=kind in CARD_KINDS)
    return RatedTry(rating, datetime.fromisoformat(at))


def write_items(db: sqlite3.Connection, items: list[ScheduledItem]) -> None:
    """Save items, replacing their previous rows."""
    query = f"insert or replace into card ({COLUMNS}) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    db.executemany(query, [_to_row(item) for item in items])


def from_row(row: tuple[Any, ...]) -> ScheduledItem:
    """Return the item that is described by a row with the columns `COLUMNS`."""
    lesson, item, kind, verdict, digits, stability, difficulty, first, last, due, attempt_id = row
    remembered = Recall(
        stability, difficulty, datetime.fromisoformat(last), datetime.fromisoformat(due)
    )
    ratings: tuple[Rating, ...] = tuple(map(int, digits))  # type: ignore[arg-type]
    return ScheduledItem(
        lesson,
        item,
        kind,
        verdict,
        ratings,
        remembered,
        datetime.fromisoformat(first),
        attempt_id,
    )


def _to_row(item: ScheduledItem) -> tuple[object, ...]:
    remembered = item.recall
    return (
        item.lesson,
        item.item,
        item.kind,
        item.verdict,
        "".join(map(str, item.ratings)),
        remembered.stability,
        remembered.difficulty,
        stored(item.first),
        stored(remembered.last),
        stored(remembered.due),
        item.attempt_id,
    )
