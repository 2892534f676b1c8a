"""What comes back when: how well every item that was answered is remembered.

An item's row changes within the transaction that stores its attempt, so home counts what is due
with one query. Only the attempts and the overrides decide, and all rows can be made anew from them.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from torchquiz.engine.grading.ratings import RATINGS
from torchquiz.engine.kinds import CARD_KINDS
from torchquiz.engine.progress.cards import EARLY, METHOD, Recall, recall, recall_after
from torchquiz.engine.progress.database import Database, stored
from torchquiz.engine.progress.scheduled_items import (
    COLUMNS,
    TRIES,
    ScheduledItem,
    from_row,
    from_tries,
    rated_try,
    write_items,
)

if TYPE_CHECKING:
    from torchquiz.engine.grading.grade import Rating

IS_DUE = "(due <= ? or last > ?)"
"""A row that was rated in the future comes from a clock that was ahead; it is due, and not lost."""
IS_NOT_CARD = "kind not in ({})".format(", ".join(f"'{kind}'" for kind in sorted(CARD_KINDS)))
IS_AMONG = "(? or lesson in (select value from json_each(?)))"


class Schedule:
    """The items of all lessons that were answered."""

    def __init__(self, file: Database) -> None:
        self._file = file

    def make_current(self) -> None:
        """Make all rows anew if another method made them, or none did."""
        if self._file.read("select method from scheduled") == [(METHOD,)]:
            return
        with self._file.writing("make the schedule") as db:
            db.execute("delete from card")
            tries = db.execute(f"{TRIES} order by lesson, item, id")
            by_item = groupby(tries, key=lambda row: row[:2])
            write_items(db, [from_tries(list(rows)) for _, rows in by_item])
            db.execute("delete from scheduled")
            db.execute("insert into scheduled (method) values (?)", (METHOD,))

    def find(self, lesson: str, item: str) -> ScheduledItem | None:
        """Return what is scheduled for an item; None if it was never answered."""
        query = f"select {COLUMNS} from card where lesson = ? and item = ?"
        rows = self._file.read(query, (lesson, item))
        return from_row(rows[0]) if rows else None

    def due(
        self, now: datetime, lessons: Collection[str] | None = None, at_most: int | None = None
    ) -> list[ScheduledItem]:
        """Return what is due in these lessons, or in all.

        Flash cards and missed items come first, then what has waited longest.
        """
        rows = self._file.read(
            f"select {COLUMNS} from card where {IS_DUE} and {IS_AMONG}"
            f" order by {IS_NOT_CARD} and ratings not like '%1', due, lesson, item limit ?",
            (*_soon(now), *_among(lessons), -1 if at_most is None else at_most),
        )
        return [from_row(row) for row in rows]

    def count_due(self, now: datetime) -> dict[str, int]:
        """Return how many items are due, by lesson; lessons with none are left out."""
        query = f"select lesson, count(*) from card where {IS_DUE} group by lesson"
        return dict(self._file.read(query, _soon(now)))

    def next_due(self, now: datetime, lessons: Collection[str] | None = None) -> datetime | None:
        """Return when the next item that is not due yet falls due; None if there is none.

        Only the items of these lessons count, or those of all.
        """
        query = f"select min(due) from card where not {IS_DUE} and {IS_AMONG}"
        ((due,),) = self._file.read(query, (*_soon(now), *_among(lessons)))
        return datetime.fromisoformat(due) if due else None

    def met(self, lesson: str) -> set[str]:
        """Return the items of a lesson that were answered."""
        rows = self._file.read("select item from card where lesson = ?", (lesson,))
        return {item for (item,) in rows}

    def alternatives(self, item: ScheduledItem) -> dict[Rating, Recall]:
        """Return how well an item would be remembered, by the rating of its latest try."""
        query = f"{TRIES} and lesson = ? and item = ? order by id"
        *before, latest = map(rated_try, self._file.read(query, (item.lesson, item.item)))
        known = recall(before) if before else None
        return {rating: recall_after(known, rating, latest.at) for rating in RATINGS}

    def met_cards(self, since: datetime) -> int:
        """Return how many flash cards were met for the first time since a moment."""
        query = f"select count(*) from card where not {IS_NOT_CARD} and first >= ?"
        ((count,),) = self._file.read(query, (stored(since),))
        return int(count)

    def override(self, item: ScheduledItem, rating: Rating, now: datetime) -> ScheduledItem:
        """Let another rating count for an item's latest try; the stored try stays as it was.

        Raises:
            StoreError: the disk cannot be written.
        """
        with self._file.writing("change the rating") as db:
            db.execute(
                "insert into override (attempt_id, rating, at) values (?, ?, ?)",
                (item.attempt_id, rating, stored(now)),
            )
            reschedule(db, item.lesson, item.item)
        changed = self.find(item.lesson, item.item)
        assert changed is not None
        return changed

    def drop(self, items: Iterable[tuple[str, str]]) -> None:
        """Drop items that their lessons no longer have; a new attempt schedules them again."""
        with self._file.writing("update the schedule") as db:
            db.executemany("delete from card where lesson = ? and item = ?", items)


def reschedule(db: sqlite3.Connection, lesson: str, item: str) -> None:
    """Make an item's row anew, within the transaction that stores what changes it."""
    query = f"{TRIES} and lesson = ? and item = ? order by id"
    tries = db.execute(query, (lesson, item)).fetchall()
    write_items(db, [from_tries(tries)])


def _among(lessons: Collection[str] | None) -> tuple[bool, str]:
    """Return the values for `IS_AMONG`."""
    return lessons is None, json.dumps(list(lessons or ()))


def _soon(now: datetime) -> tuple[str, str]:
    """Return the values for `IS_DUE`."""
    soon = stored(now + EARLY)
    return soon, soon
