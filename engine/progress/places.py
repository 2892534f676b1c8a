"""Stores the step reached in each way that is read, and which activities were finished."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from torchquiz.engine.progress.database import Database
from torchquiz.engine.progress.stored_time import stored
from torchquiz.engine.progress.study_day import DAY_START, study_day

IS_CURRENT = "(way <> 'review' or started_at between ? and ?)"
"""Matches sessions that can be continued; a review only on the study day on which it started.

Its values are those of `study_day`.
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
        from session where ended_at is null and {IS_CURRENT}
    )
    order by at > ?, at desc limit 1
"""
"""A query for the most recent of the ways being read and the unfinished sessions; a session is as
recent as its last attempt. A finished way that is read again stays finished. Times in the future,
which were stored while the clock was wrong, come last."""


class FinishedActivity(Struct, frozen=True):
    """A finished activity."""

    lesson: str
    way: str
    at: datetime
    result: dict[str, Any]
    """Its result, such as a test's verdict; empty if it has none."""


class ReadingPlaces(Database):
    """The steps reached in ways that are read, and the finished activities."""

    def place(self, lesson: str, way: str) -> int:
        """Return the step, from 0, that the learner has reached in a way.

        It is 0 if the way was never started, or was finished and starts again.
        """
        rows = self.read("select step from place where lesson = ? and way = ?", (lesson, way))
        return int(rows[0][0]) if rows else 0

    def places(self, lesson: str) -> dict[str, int]:
        """Return the step that the learner has reached in each way of a lesson."""
        return dict(self.read("select way, step from place where lesson = ?", (lesson,)))

    def keep_place(self, lesson: str, way: str, step: int, now: datetime) -> None:
        """Store the step that the learner has reached in a way.

        Raises:
            StoreError: the disk cannot be written.
        """
        with self.writing("save your place") as db:
            db.execute(
                "insert or replace into place (lesson, way, step, at) values (?, ?, ?, ?)",
                (lesson, way, step, stored(now)),
            )

    def finish(
        self, lesson: str, way: str, now: datetime, result: Mapping[str, object] | None = None
    ) -> None:
        """Store that an activity was finished, with its result; next time it starts again.

        Raises:
            StoreError: the disk cannot be written.
        """
        with self.writing("save what you finished") as db:
            db.execute("delete from place where lesson = ? and way = ?", (lesson, way))
            db.execute(
                "insert into finished (lesson, way, at, told) values (?, ?, ?, ?)",
                (lesson, way, stored(now), json.dumps(dict(result or {}), ensure_ascii=False)),
            )

    def finished(self, lesson: str | None = None) -> list[FinishedActivity]:
        """Return the finished activities of one lesson, or of all, newest last."""
        rows = self.read(
            "select lesson, way, at, told from finished where ? is null or lesson = ? order by id",
            (lesson, lesson),
        )
        return [
            FinishedActivity(name, way, datetime.fromisoformat(at), json.loads(result))
            for name, way, at, result in rows
        ]

    def last_open(self, now: datetime, day_start: int = DAY_START) -> tuple[str, str] | None:
        """Return the lesson and activity that were opened last and are unfinished, if any.

        Args:
            now: the time, in the learner's zone.
            day_start: the hour at which a study day starts.
        """
        rows = self.read(LAST_OPEN, (*study_day(now, day_start), stored(now)))
        return rows[0] if rows else None
