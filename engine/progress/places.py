"""Where a learner is in the ways that are read, and which activities were finished."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from torchquiz.engine.progress.database import Database, stored

LAST_OPEN = """
    select lesson, way from (
        select lesson, way, at from place
        union all
        select lesson, way, coalesce(
            (select at from attempt where session_id = session.id order by attempt.id desc limit 1),
            started_at
        )
        from session where ended_at is null
    )
    order by at desc limit 1
"""
"""Selects the latest of the ways that are being read and the sessions that have not ended; a
session is as recent as its last attempt."""


class FinishedActivity(Struct, frozen=True):
    """An activity that was finished."""

    lesson: str
    way: str
    at: datetime
    result: dict[str, Any]
    """What came of it, such as a test's verdict; empty if there is nothing to keep."""


class ReadingPlaces(Database):
    """The steps at which ways are being read, and what was finished."""

    def place(self, lesson: str, way: str) -> int:
        """Return the step, from 0, where the learner stopped in a way.

        It is 0 if the way was never begun, or was finished and begins anew.
        """
        rows = self.read("select step from place where lesson = ? and way = ?", (lesson, way))
        return int(rows[0][0]) if rows else 0

    def places(self, lesson: str) -> dict[str, int]:
        """Return the steps where the learner stopped in a lesson's ways, by way."""
        return dict(self.read("select way, step from place where lesson = ?", (lesson,)))

    def keep_place(self, lesson: str, way: str, step: int, now: datetime) -> None:
        """Keep the step at which a way is being read.

        Raises:
            StoreError: the disk cannot be written.
        """
        with self.writing("keep your place") as db:
            db.execute(
                "insert or replace into place (lesson, way, step, at) values (?, ?, ?, ?)",
                (lesson, way, step, stored(now)),
            )

    def finish(
        self, lesson: str, way: str, now: datetime, result: Mapping[str, object] | None = None
    ) -> None:
        """Keep that an activity was finished, and its result; the next time it begins anew.

        Raises:
            StoreError: the disk cannot be written.
        """
        with self.writing("keep what you finished") as db:
            db.execute("delete from place where lesson = ? and way = ?", (lesson, way))
            db.execute(
                "insert into finished (lesson, way, at, told) values (?, ?, ?, ?)",
                (lesson, way, stored(now), json.dumps(dict(result or {}), ensure_ascii=False)),
            )

    def finished(self, lesson: str | None = None) -> list[FinishedActivity]:
        """Return what was finished in one lesson, or in all, newest last."""
        rows = self.read(
            "select lesson, way, at, told from finished where ? is null or lesson = ? order by id",
            (lesson, lesson),
        )
        return [
            FinishedActivity(name, way, datetime.fromisoformat(at), json.loads(result))
            for name, way, at, result in rows
        ]

    def last_open(self) -> tuple[str, str] | None:
        """Return the lesson and activity that were open last and not finished; None if none is."""
        rows = self.read(LAST_OPEN)
        return rows[0] if rows else None
