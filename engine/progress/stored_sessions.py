"""Saves a learner's sessions and their items.

The progress of a session is computed from its attempts, so that nothing is lost if torchquiz is
killed.
"""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from msgspec import Struct

from torchquiz.engine.progress.places import ReadingPlaces
from torchquiz.engine.progress.stored_time import stored


class OpenSession(Struct, frozen=True):
    """A session that was started and may have ended since."""

    id: int
    lesson: str
    way: str
    seed: int
    items: tuple[str, ...]
    started_at: datetime


class StoredSessions(ReadingPlaces):
    """A file with a learner's sessions and reading positions."""

    def begin(
        self, lesson: str, way: str, items: Sequence[str], seed: int, now: datetime
    ) -> OpenSession:
        """Start a session. It replaces any unfinished session of the same lesson and activity."""
        with self.writing("start a session") as db:
            db.execute(
                "update session set ended_at = ? where lesson = ? and way = ? and ended_at is null",
                (stored(now), lesson, way),
            )
            row = db.execute(
                "insert into session (lesson, way, seed, items, started_at) values (?, ?, ?, ?, ?)",
                (lesson, way, seed, json.dumps(list(items)), stored(now)),
            )
        assert row.lastrowid is not None
        return OpenSession(row.lastrowid, lesson, way, seed, tuple(items), now)

    def end(self, session_id: int, now: datetime) -> None:
        """Mark a session as ended."""
        with self.writing("end the session") as db:
            db.execute("update session set ended_at = ? where id = ?", (stored(now), session_id))

    def extend(self, session_id: int, items: Sequence[str]) -> None:
        """Add items to a session, and mark it as unfinished again."""
        with self.writing("extend the session") as db:
            ((dealt,),) = db.execute(
                "select items from session where id = ?", (session_id,)
            ).fetchall()
            more = json.dumps([*json.loads(dealt), *items])
            db.execute(
                "update session set items = ?, ended_at = null where id = ?", (more, session_id)
            )

    def unfinished(
        self, lesson: str | None = None, ways: Collection[str] = ()
    ) -> OpenSession | None:
        """Return the most recently started session that is unfinished.

        Args:
            lesson: the lesson of the session, or None for any lesson.
            ways: the possible activities of the session, or an empty collection for any activity.
        """
        return self._latest("ended_at is null", lesson, ways)

    def latest(self, lesson: str, way: str) -> OpenSession | None:
        """Return the most recently started session of this activity, whether ended or not."""
        return self._latest("true", lesson, (way,))

    def _latest(self, where: str, lesson: str | None, ways: Collection[str]) -> OpenSession | None:
        rows = self.read(
            f"select id, lesson, way, seed, items, started_at from session where {where}"
            " and (? is null or lesson = ?) and (? or way in (select value from json_each(?)))"
            " order by id desc limit 1",
            (lesson, lesson, not ways, json.dumps(list(ways))),
        )
        return _session(rows[0]) if rows else None


def _session(row: tuple[Any, ...]) -> OpenSession:
    number, lesson, way, seed, items, started_at = row
    items = tuple(json.loads(items))
    return OpenSession(number, lesson, way, seed, items, datetime.fromisoformat(started_at))
