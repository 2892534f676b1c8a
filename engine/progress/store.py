"""The store of attempts: SQLite, append-only, written as things happen.

A session is a row with the items it deals; where it stands follows from its attempts, so a kill at any moment loses nothing.
"""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from engine.errors import StoreError

MIGRATIONS = (
    """
    create table session (
        id integer primary key,
        lesson text not null,
        way text not null,
        seed integer not null,
        items text not null,
        started_at text not null,
        ended_at text
    );
    create table attempt (
        id integer primary key,
        session_id integer not null references session(id),
        lesson text not null,
        item text not null,
        kind text not null,
        level text not null,
        params text not null,
        proof text not null,
        torch text not null,
        try integer not null,
        hints integer not null,
        response text not null,
        verdict text not null check (verdict in ('right', 'wrong')),
        credit real not null,
        misconception text not null,
        elapsed_ms real not null,
        at text not null
    );
    create index attempt_of_lesson on attempt (lesson, item, id);
    create index attempt_of_session on attempt (session_id, id);
    """,
)


@dataclass(frozen=True, slots=True)
class Attempt:
    """Variant, response, grade and time of one try at an item."""

    session_id: int
    lesson: str
    item: str
    kind: str
    level: str
    params: dict[str, object]
    proof: str
    """The content hash of the proof that the item was shown under."""
    torch: str
    try_number: int
    """1 for the first; only the first counts for progress."""
    hints: int
    """How many hints were open when the response was given."""
    response: str
    verdict: str
    credit: float
    misconception: str
    elapsed_ms: float
    at: datetime


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that was begun and not ended."""

    id: int
    lesson: str
    way: str
    seed: int
    items: tuple[str, ...]
    started_at: datetime


class Store:
    """Attempts and sessions in one SQLite file.

    Raises:
        StoreError: the file or its folder cannot be written. A file that is no database is put aside, never deleted, and
            `notice` says where.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notice = ""
        """A sentence for the learner about the file; empty when all is well."""
        self._pending: list[Attempt] = []
        self._db = self._opened()

    @property
    def unsaved(self) -> int:
        """How many attempts wait for the disk to take them."""
        return len(self._pending)

    def begin(self, lesson: str, way: str, items: Sequence[str], seed: int, now: datetime) -> OpenSession:
        """Begin a session; an unfinished one of the same lesson and way ends, since this one takes its place."""
        with self._writing("begin a session") as db:
            db.execute(
                "update session set ended_at = ? where lesson = ? and way = ? and ended_at is null", (_text(now), lesson, way)
            )
            row = db.execute(
                "insert into session (lesson, way, seed, items, started_at) values (?, ?, ?, ?, ?)",
                (lesson, way, seed, json.dumps(list(items)), _text(now)),
            )
        assert row.lastrowid is not None
        return OpenSession(row.lastrowid, lesson, way, seed, tuple(items), now)

    def end(self, session_id: int, now: datetime) -> None:
        """Mark a session as ended."""
        with self._writing("end the session") as db:
            db.execute("update session set ended_at = ? where id = ?", (_text(now), session_id))

    def unfinished(self, lesson: str | None = None) -> OpenSession | None:
        """The session that was begun last and not ended, of one lesson or of any."""
        rows = self._read(
            "select id, lesson, way, seed, items, started_at from session"
            " where ended_at is null and (? is null or lesson = ?) order by id desc limit 1",
            (lesson, lesson),
        )
        if not rows:
            return None
        (row,) = rows
        return OpenSession(row[0], row[1], row[2], row[3], tuple(json.loads(row[4])), datetime.fromisoformat(row[5]))

    def add(self, attempt: Attempt) -> None:
        """Store an attempt, and those that an earlier failure kept waiting.

        Raises:
            StoreError: the disk takes nothing; the attempts are kept and stored with the next one.
        """
        self._pending.append(attempt)
        self.flush()

    def flush(self) -> None:
        """Store what waits.

        Raises:
            StoreError: as for `add`.
        """
        if not self._pending:
            return
        with self._writing("save your answer") as db:
            for attempt in self._pending:
                _insert(db, attempt)
        self._pending.clear()

    def of_session(self, session_id: int) -> list[Attempt]:
        """The attempts of a session, oldest first."""
        return self._attempts("session_id = ?", session_id)

    def of_lesson(self, lesson: str) -> list[Attempt]:
        """The attempts at a lesson's items, oldest first."""
        return self._attempts("lesson = ?", lesson)

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _attempts(self, where: str, value: object) -> list[Attempt]:
        rows = self._read(
            "select session_id, lesson, item, kind, level, params, proof, torch, try, hints, response, verdict, credit,"
            f" misconception, elapsed_ms, at from attempt where {where} order by id",
            (value,),
        )
        return [_attempt(row) for row in rows]

    def _read(self, query: str, values: tuple[object, ...]) -> list[tuple[Any, ...]]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StoreError(f"Progress cannot be read from {self.path}: {error}. Move that file away to begin anew.") from error

    def _opened(self) -> sqlite3.Connection:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            return self._connected_anyhow()
        except OSError as error:
            raise StoreError(self._unusable(error.strerror or str(error))) from error
        except sqlite3.Error as error:
            raise StoreError(self._unusable(str(error))) from error

    def _connected_anyhow(self) -> sqlite3.Connection:
        """With a file that is no database put aside."""
        try:
            return self._connected()
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:
            aside = self._put_aside()
        self.notice = f"The progress file was damaged and cannot be read; it is kept as {aside}, and a new one was begun."
        return self._connected()

    def _connected(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None, timeout=5.0)
        try:
            db.execute("pragma journal_mode = wal")
            db.execute("pragma synchronous = full")
            _migrate(db, self.path)
            db.execute("begin immediate")
            db.execute("commit")
        except BaseException:
            db.close()
            raise
        return db

    def _put_aside(self) -> Path:
        stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f")
        aside = self.path.with_name(f"{self.path.stem}-damaged-{stamp}{self.path.suffix}")
        self.path.rename(aside)
        for extra in ("-wal", "-shm"):
            self.path.with_name(self.path.name + extra).unlink(missing_ok=True)
        return aside

    def _unusable(self, reason: str) -> str:
        return (
            f"Progress cannot be saved in {self.path.parent}: {reason}."
            " Make that folder writable, or set TORCHQUIZ_HOME to one that is."
        )

    @contextmanager
    def _writing(self, what: str) -> Iterator[sqlite3.Connection]:
        try:
            self._db.execute("begin immediate")
            try:
                yield self._db
                self._db.execute("commit")
            except BaseException:
                if self._db.in_transaction:
                    self._db.execute("rollback")
                raise
        except sqlite3.Error as error:
            raise StoreError(f"The disk did not take it ({error}): could not {what}.") from error


def _migrate(db: sqlite3.Connection, path: Path) -> None:
    (version,) = db.execute("pragma user_version").fetchone()
    if version > len(MIGRATIONS):
        raise StoreError(f"{path} was written by a newer torchquiz. Update torchquiz, or set TORCHQUIZ_HOME to another folder.")
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        db.executescript(f"begin immediate; {script} pragma user_version = {number}; commit;")


def _attempt(row: tuple[Any, ...]) -> Attempt:
    return Attempt(*row[:5], json.loads(row[5]), *row[6:15], datetime.fromisoformat(row[15]))  # type: ignore[call-arg]


def _insert(db: sqlite3.Connection, attempt: Attempt) -> None:
    db.execute(
        "insert into attempt (session_id, lesson, item, kind, level, params, proof, torch, try, hints, response, verdict, credit,"
        " misconception, elapsed_ms, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(attempt.session_id, attempt.lesson, attempt.item, attempt.kind, attempt.level),
            json.dumps(attempt.params, sort_keys=True),
            *(attempt.proof, attempt.torch, attempt.try_number, attempt.hints, attempt.response),
            *(attempt.verdict, attempt.credit, attempt.misconception, attempt.elapsed_ms, _text(attempt.at)),
        ),
    )


def _text(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds")
