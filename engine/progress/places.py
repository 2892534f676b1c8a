"""Saves the step that a learner has reached in each activity, and which activities are finished."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from torchquiz.engine.progress.database import Database
from torchquiz.engine.progress.stored_time import stored
from torchquiz.engine.progress.study_day import DAY_START, study_day

IS_CURRENT = "(way <> 'review' or started_at between ? and ?)"
"""An SQL condition for sessions that can be continued. A review can be continued only on the study
day on which it was started.

The values for its placeholders are returned by `study_day`.
"""
LAST_OPEN = f"""
    select lesson, way from (
        select lesson, way, at from place
        where not exists (
            select 1 from finished where finished.lesson = place.lesson and finished.way = place.way
        )
        union all
        select lesson, way, coalesce(
            (select at from attempt where session_id = session.id order by attempt.id desc limit 1),
            started_at
        )
        from session where ended_at is null and way <> 'question' and {IS_CURRENT}
    )
    order by at > ?, at desc limit 1
"""
"""A query for the most recent of the unfinished sessions and the activities that are being read.
For a session, the time of its last attempt counts. A single question that was opened but not
answered does not count. A finished activity that the learner opens again
still counts as finished. Times in the future, which were stored while the clock was wrong, come
last."""


class FinishedActivity(Struct, frozen=True):
    """A finished activity."""

    lesson: str
    way: str
    at: datetime
    result: dict[str, Any]
    """The result of the activity, such as a test's verdict. It is empty if it has none."""


class ReadingPlaces(Database):
    """The file that stores the step reached in each activity, and the finished activities."""

    def place(self, lesson: str, way: str) -> int:
        """Return the step, counted from 0, that the learner has reached in an activity.

        The result is 0 if the learner has not started it, or has finished it and will start again.
        """
        rows = self.read("select step from place where lesson = ? and way = ?", (lesson, way))
        return int(rows[0][0]) if rows else 0

    def places(self, lesson: str) -> dict[str, int]:
        """Return the step that the learner has reached in each activity of a lesson."""
        return dict(self.read("select way, step from place where lesson = ?", (lesson,)))

    def keep_place(self, lesson: str, way: str, step: int, now: datetime) -> None:
        """Save the step that the learner has reached in an activity.

        Raises:
            StoreError: the disk cannot be written to.
        """
        with self.writing("save your place") as db:
            db.execute(
                "insert or replace into place (lesson, way, step, at) values (?, ?, ?, ?)",
                (lesson, way, step, stored(now)),
            )

    def finish(
        self, lesson: str, way: str, now: datetime, result: Mapping[str, object] | None = None
    ) -> None:
        """Record that an activity is finished, with its result.

        Next time, the activity starts from the beginning.

        Raises:
            StoreError: the disk cannot be written to.
        """
        with self.writing("save what you finished") as db:
            db.execute("delete from place where lesson = ? and way = ?", (lesson, way))
            db.execute(
                "insert into finished (lesson, way, at, told) values (?, ?, ?, ?)",
                (lesson, way, stored(now), json.dumps(dict(result or {}), ensure_ascii=False)),
            )

    def finished(self, lesson: str | None = None) -> list[FinishedActivity]:
        """Return the finished activities of one lesson, or of all lessons, most recent last."""
        rows = self.read(
            "select lesson, way, at, told from finished where ? is null or lesson = ? order by id",
            (lesson, lesson),
        )
        return [
            FinishedActivity(name, way, datetime.fromisoformat(at), json.loads(result))
            for name, way, at, result in rows
        ]

    def last_open(self, now: datetime, day_start: int = DAY_START) -> tuple[str, str] | None:
        """Return the lesson and activity that were opened last and left unfinished.

        Return None if no activity is unfinished.

        Args:
            now: the current time, in the learner's time zone.
            day_start: the hour at which a study day starts.
        """
        rows = self.read(LAST_OPEN, (*study_day(now, day_start), stored(now)))
        return rows[0] if rows else None
