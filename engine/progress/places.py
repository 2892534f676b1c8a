"""Where a learner is in the ways that are read, and which ways were finished."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct

from torchquiz.engine.progress.database import Database, stored


class Finished(Struct, frozen=True):
    """A way that was gone through to its end."""

    lesson: str
    way: str
    at: datetime
    told: dict[str, Any]
    """What came of it, such as a test's verdict; empty where there is nothing to tell."""


class Places(Database):
    """Steps kept as they are taken, and ends kept for good."""

    def place(self, lesson: str, way: str) -> int:
        """The step, from 0, where the learner stopped in a way; 0 when it was not begun, or begun anew."""
        rows = self.read("select step from place where lesson = ? and way = ?", (lesson, way))
        return int(rows[0][0]) if rows else 0

    def places(self, lesson: str) -> dict[str, int]:
        """The steps where the learner stopped in a lesson's ways, by way."""
        return dict(self.read("select way, step from place where lesson = ?", (lesson,)))

    def keep_place(self, lesson: str, way: str, step: int, now: datetime) -> None:
        """Keep the step at which a way is open.

        Raises:
            StoreError: the disk takes nothing.
        """
        with self.writing("keep your place") as db:
            db.execute(
                "insert or replace into place (lesson, way, step, at) values (?, ?, ?, ?)",
                (lesson, way, step, stored(now)),
            )

    def finish(
        self, lesson: str, way: str, now: datetime, told: Mapping[str, object] | None = None
    ) -> None:
        """Keep that a way was gone through, and what came of it; opened again, it begins at its first step.

        Raises:
            StoreError: the disk takes nothing.
        """
        with self.writing("keep what you finished") as db:
            db.execute("delete from place where lesson = ? and way = ?", (lesson, way))
            db.execute(
                "insert into finished (lesson, way, at, told) values (?, ?, ?, ?)",
                (lesson, way, stored(now), json.dumps(dict(told or {}), ensure_ascii=False)),
            )

    def finished(self, lesson: str | None = None) -> list[Finished]:
        """What was finished of one lesson or of all, newest last."""
        rows = self.read(
            "select lesson, way, at, told from finished where ? is null or lesson = ? order by id",
            (lesson, lesson),
        )
        return [
            Finished(row[0], row[1], datetime.fromisoformat(row[2]), json.loads(row[3]))
            for row in rows
        ]

    def last_open(self) -> tuple[str, str] | None:
        """The lesson and way that were open last and not finished, answered or read; None when nothing is open."""
        rows = self.read(
            "select lesson, way from ("
            " select lesson, way, at from place union all"
            " select lesson, way, coalesce("
            "  (select at from attempt where session_id = session.id order by attempt.id desc limit 1), started_at)"
            " from session where ended_at is null"
            ") order by at desc limit 1"
        )
        return rows[0] if rows else None
