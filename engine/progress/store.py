"""Stores a learner's attempts in an SQLite file. Stored attempts are never changed."""

import json
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from torchquiz.engine.errors import StoreError
from torchquiz.engine.progress.schedule import Schedule, reschedule
from torchquiz.engine.progress.stored_sessions import StoredSessions
from torchquiz.engine.progress.stored_time import stored
from torchquiz.engine.wording import counted

COLUMNS = (
    "session_id, lesson, item, kind, level, params, proof, torch, try, hints, response, verdict,"
    " credit, misconception, elapsed_ms, at"
)
"""The columns of an attempt, in the order of the fields of `Attempt`."""


class Attempt(Struct, frozen=True):
    """One try at an item: its variant, response, grade and time."""

    session_id: int
    lesson: str
    item: str
    kind: str
    level: str
    params: dict[str, object]
    proof: str
    """Content hash of the proof of the item at the time of the attempt."""
    torch: str
    try_number: int
    """Number of the try, counted from 1. Only the first try counts towards progress."""
    hints: int
    """Number of hints that were open when the learner responded."""
    response: str
    verdict: str
    credit: float
    misconception: str
    elapsed_ms: float
    at: datetime


class Store(StoredSessions):
    """An SQLite file with a learner's attempts, sessions, reading positions and schedule."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.schedule = Schedule(self)
        self._pending: list[Attempt] = []
        try:
            self.schedule.make_current()
        except BaseException:
            self.close()
            raise

    @property
    def unsaved(self) -> int:
        """The number of attempts that have not been saved yet."""
        return len(self._pending)

    def keep_hints(self, session_id: int, lesson: str, item: str, opened: int) -> None:
        """Save how many hints of an item have been opened, together with any unsaved attempts.

        Raises:
            StoreError: the disk cannot be written to.
        """
        self.flush()
        with self.writing("save that you opened a hint") as db:
            db.execute(
                "insert or replace into hint values (?, ?, ?, ?)",
                (session_id, lesson, item, opened),
            )

    def hints(self, session_id: int, lesson: str, item: str) -> int:
        """Return the number of hints of an item that were opened in a session."""
        rows = self.read(
            "select opened from hint where session_id = ? and lesson = ? and item = ?",
            (session_id, lesson, item),
        )
        return int(rows[0][0]) if rows else 0

    def add(self, attempt: Attempt) -> None:
        """Save an attempt, together with any unsaved attempts.

        Raises:
            StoreError: the disk cannot be written to; the attempts will be saved with the next one.
        """
        self._pending.append(attempt)
        self.flush()

    def flush(self) -> None:
        """Save the attempts that are not saved yet.

        Raises:
            StoreError: the disk cannot be written to; the attempts stay unsaved.
        """
        if not self._pending:
            return
        with self.writing("save your answer") as db:
            for attempt in self._pending:
                number = max(attempt.try_number, _following(db, attempt))
                _insert(db, attempt, number)
                if number == 1:
                    reschedule(db, attempt.lesson, attempt.item)
        self._pending.clear()

    def save_at_exit(self) -> None:
        """Save the remaining attempts before the app ends.

        Raises:
            StoreError: the disk cannot be written to; the message says how many answers are lost.
        """
        try:
            self.flush()
        except StoreError as error:
            answers = counted(self.unsaved, "answer was", "answers were")
            raise StoreError(f"{answers} not saved in {self.path}. {error}") from error

    def of_session(self, session_id: int) -> list[Attempt]:
        """Return the attempts of a session, oldest first, including those not saved yet."""
        return [
            *self._attempts("session_id = ?", session_id),
            *(attempt for attempt in self._pending if attempt.session_id == session_id),
        ]

    def withdraw(self, session_id: int, lesson: str, item: str, now: datetime) -> None:
        """Mark the latest attempt at an item in a session as withdrawn, so that it never counts.

        Raises:
            StoreError: the disk cannot be written to.
        """
        self.flush()
        with self.writing("undo your answer") as db:
            db.execute(
                "insert into withdrawn (attempt_id, at)"
                " select max(id), ? from counted where session_id = ? and lesson = ? and item = ?",
                (stored(now), session_id, lesson, item),
            )
            reschedule(db, lesson, item)

    def withdrawn_params(self, session_id: int, lesson: str, item: str) -> list[dict[str, object]]:
        """Return the parameters used in an item's withdrawn attempts in a session."""
        rows = self.read(
            "select params from attempt where session_id = ? and lesson = ? and item = ?"
            " and id in (select attempt_id from withdrawn)",
            (session_id, lesson, item),
        )
        return [json.loads(params) for (params,) in rows]

    def of_lesson(self, lesson: str) -> list[Attempt]:
        """Return the attempts at a lesson's items, oldest first."""
        return self._attempts("lesson = ?", lesson)

    def attempts(self) -> list[Attempt]:
        """Return all attempts, oldest first."""
        return self._attempts("? = 1", 1)

    def _attempts(self, where: str, value: object) -> list[Attempt]:
        rows = self.read(
            f"select {COLUMNS} from counted where {where} order by id",
            (value,),
        )
        return [_attempt(row) for row in rows]


def _attempt(row: tuple[Any, ...]) -> Attempt:
    *before, params, proof, torch, number, hints, response, verdict, credit = row[:13]
    misconception, elapsed_ms, at = row[13:]
    session_id, lesson, item, kind, level = before
    return Attempt(
        session_id=session_id,
        lesson=lesson,
        item=item,
        kind=kind,
        level=level,
        params=json.loads(params),
        proof=proof,
        torch=torch,
        try_number=number,
        hints=hints,
        response=response,
        verdict=verdict,
        credit=credit,
        misconception=misconception,
        elapsed_ms=elapsed_ms,
        at=datetime.fromisoformat(at),
    )


def _following(db: sqlite3.Connection, attempt: Attempt) -> int:
    """Return the number of the next try at an item.

    The number is read from the file, because another running app may have stored a try.
    """
    query = (
        "select coalesce(max(try), 0) + 1 from counted"
        " where session_id = ? and lesson = ? and item = ?"
    )
    rows = db.execute(query, (attempt.session_id, attempt.lesson, attempt.item))
    return int(rows.fetchone()[0])


def _insert(db: sqlite3.Connection, attempt: Attempt, number: int) -> None:
    marks = ", ".join("?" * len(COLUMNS.split(",")))
    values = (
        attempt.session_id,
        attempt.lesson,
        attempt.item,
        attempt.kind,
        attempt.level,
        json.dumps(attempt.params, sort_keys=True),
        attempt.proof,
        attempt.torch,
        number,
        attempt.hints,
        attempt.response,
        attempt.verdict,
        attempt.credit,
        attempt.misconception,
        attempt.elapsed_ms,
        stored(attempt.at),
    )
    db.execute(f"insert into attempt ({COLUMNS}) values ({marks})", values)
