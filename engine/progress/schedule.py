"""The schedule: how well each answered item is remembered, and when it is due again.

The transaction that saves an attempt also updates the item's row in the schedule, so that the home
screen can count due items with a single query. All rows can be computed again from the attempts and
from the ratings that the learner has changed.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from torchquiz.engine.kinds import CARD_KINDS
from torchquiz.engine.progress.cards import METHOD
from torchquiz.engine.progress.database import Database
from torchquiz.engine.progress.scheduled_items import (
    COLUMNS,
    TRIES,
    ScheduledItem,
    from_row,
    from_tries,
    read_try,
    write_items,
)
from torchquiz.engine.progress.stored_time import stored
from torchquiz.engine.progress.study_day import DAY_START, start_of_day, study_day

if TYPE_CHECKING:
    from torchquiz.engine.grading.grade import Rating
    from torchquiz.engine.progress.cards import Recall

IS_DUE = "(due < ? or last > ?)"
"""An SQL condition for rows that are due. A row with a rating in the future was stored while the
clock was wrong. It counts as due, because otherwise its item might not come back for years."""
IS_NOT_CARD = "kind not in ({})".format(", ".join(f"'{kind}'" for kind in sorted(CARD_KINDS)))
IS_AMONG = "(? or lesson in (select value from json_each(?)))"


class Schedule:
    """The schedule of all answered items."""

    def __init__(self, file: Database) -> None:
        self._file = file
        self.day_start = DAY_START
        """The hour at which a study day starts. Items that become due during a study day are due
        from its start."""

    def make_current(self) -> None:
        """Compute all rows again, unless they were already computed with the current method."""
        # In a damaged file, the stored method may be any text and may not even be valid UTF-8.
        query = "select method from scheduled where typeof(method) = 'integer'"
        if self._file.read(query) == [(METHOD,)]:
            return
        with self._file.writing("update the schedule") as db:
            db.execute("delete from card")
            tries = db.execute(f"{TRIES} order by lesson, item, id")
            by_item = groupby(tries, key=lambda row: row[:2])
            write_items(db, [from_tries(list(rows)) for _, rows in by_item])
            db.execute("delete from scheduled")
            db.execute("insert into scheduled (method) values (?)", (METHOD,))

    def find(self, lesson: str, item: str) -> ScheduledItem | None:
        """Return the schedule of an item, or None if the item has never been answered."""
        query = f"select {COLUMNS} from card where lesson = ? and item = ?"
        rows = self._file.read(query, (lesson, item))
        return from_row(rows[0]) if rows else None

    def due(
        self, now: datetime, lessons: Collection[str] | None = None, at_most: int | None = None
    ) -> list[ScheduledItem]:
        """Return the items that are due on the study day of `now`.

        If `lessons` is None, those of all lessons are returned.

        Flash cards and missed items come first, followed by the items that have been overdue the
        longest.
        """
        rows = self._file.read(
            f"select {COLUMNS} from card where {IS_DUE} and {IS_AMONG}"
            f" order by {IS_NOT_CARD} and ratings not like '%1', due, lesson, item limit ?",
            (*self._until(now), *_among(lessons), -1 if at_most is None else at_most),
        )
        return [from_row(row) for row in rows]

    def count_due(self, now: datetime) -> dict[str, int]:
        """Return the number of due items in each lesson that has any."""
        query = f"select lesson, count(*) from card where {IS_DUE} group by lesson"
        return dict(self._file.read(query, self._until(now)))

    def next_due(self, now: datetime, lessons: Collection[str] | None = None) -> datetime | None:
        """Return the time at which the next item of these lessons becomes due.

        If `lessons` is None, all lessons count. Items that are already due are ignored. The result
        is None if there are no others.
        """
        query = f"select min(due) from card where not {IS_DUE} and {IS_AMONG}"
        ((due,),) = self._file.read(query, (*self._until(now), *_among(lessons)))
        return datetime.fromisoformat(due) if due else None

    def met(self, lesson: str) -> set[str]:
        """Return the items of a lesson that the learner has answered."""
        rows = self._file.read("select item from card where lesson = ?", (lesson,))
        return {item for (item,) in rows}

    def alternatives(self, item: ScheduledItem) -> dict[Rating, Recall]:
        """Return how well the item would be remembered for each possible rating of its last try."""
        from torchquiz.engine.grading.ratings import RATINGS
        from torchquiz.engine.progress.cards import recall, recall_after

        query = f"{TRIES} and lesson = ? and item = ? order by id"
        *before, latest = map(read_try, self._file.read(query, (item.lesson, item.item)))
        known = recall(before) if before else None
        return {rating: recall_after(known, rating, latest.at) for rating in RATINGS}

    def new_cards_of_day(self, now: datetime) -> int:
        """Return the number of flash cards that were first answered on the study day of `now`."""
        query = f"select count(*) from card where not {IS_NOT_CARD} and first >= ? and first < ?"
        ((count,),) = self._file.read(query, study_day(now, self.day_start))
        return int(count)

    def override(self, item: ScheduledItem, rating: Rating, now: datetime) -> ScheduledItem:
        """Replace the rating of an item's latest try. The stored try itself is unchanged.

        Raises:
            StoreError: the disk cannot be written to.
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

    def start_of_day(self, now: datetime) -> datetime:
        """Return the time at which the study day of `now` started, in the time zone of `now`."""
        return start_of_day(now, self.day_start)

    def _until(self, now: datetime) -> tuple[str, str]:
        """Return the parameters of the SQL condition `IS_DUE`: the end of the study day, twice."""
        _, end = study_day(now, self.day_start)
        return end, end

    def drop(self, items: Iterable[tuple[str, str]]) -> None:
        """Remove items that no longer exist from the schedule.

        If such an item returns and is answered, it is scheduled again.
        """
        with self._file.writing("update the schedule") as db:
            db.executemany("delete from card where lesson = ? and item = ?", items)


def reschedule(db: sqlite3.Connection, lesson: str, item: str) -> None:
    """Compute an item's row again, in the transaction that has changed the tries at the item."""
    query = f"{TRIES} and lesson = ? and item = ? order by id"
    tries = db.execute(query, (lesson, item)).fetchall()
    if tries:
        write_items(db, [from_tries(tries)])
    else:
        db.execute("delete from card where lesson = ? and item = ?", (lesson, item))


def _among(lessons: Collection[str] | None) -> tuple[bool, str]:
    """Return the parameters of the SQL condition `IS_AMONG`."""
    return lessons is None, json.dumps(list(lessons or ()))
