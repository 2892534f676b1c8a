"""Finds rows of the progress file that cannot be used, and moves them to a separate table."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from torchquiz.engine.kinds import CARD_KINDS
from torchquiz.engine.progress.transaction import transaction
from torchquiz.engine.wording import counted

DIGITS = "####-##-##T##:##:##".replace("#", "[0-9]")
"""An SQL pattern for the date and the time of day in a stored time."""
FRACTIONS = ("", ".###", ".######")
"""The SQL patterns for the fraction of a second in a stored time, with # for a digit."""


def _is_time(column: str) -> str:
    """Return an SQL condition that is true for a valid time in the stored format."""
    # SQLite normalises dates that do not exist, such as 31 February, and so changes them.
    endings = (f"{fraction}+00:00".replace("#", "[0-9]") for fraction in FRACTIONS)
    formats = " or ".join(f"{column} glob '{DIGITS}{ending}'" for ending in endings)
    return (
        f"({column} between '1970' and '2200' and ({formats})"
        f" and strftime('%Y-%m-%dT%H:%M:%S', {column}, '+0 days') is substr({column}, 1, 19))"
    )


def _is_json(column: str, kind: str) -> str:
    """Return an SQL condition that recognises valid JSON of a given type."""
    return f"case when json_valid({column}) then json_type({column}) = '{kind}' else 0 end"


def _is_number(column: str) -> str:
    return f"(typeof({column}) in ('integer', 'real') and abs({column}) < 1e12)"


CARDS = ", ".join(f"'{kind}'" for kind in sorted(CARD_KINDS))
RATING = "case when json_valid(response) then json_extract(response, '$[0]') in (1, 2, 3, 4) end"


class RowCheck(Struct, frozen=True):
    """The conditions that every intact row of a table meets."""

    table: str
    key: tuple[str, ...]
    """The columns that identify a row."""
    conditions: tuple[str, ...]
    """The conditions that every intact row meets."""

    @property
    def is_valid(self) -> str:
        """An SQL expression whose value is 1 for an intact row."""
        return " and ".join(f"coalesce({condition}, 0)" for condition in self.conditions)


CHECKS = (
    RowCheck(
        "session",
        ("id",),
        (
            _is_json("items", "array"),
            "case when json_valid(items) then"
            " not exists (select 1 from json_each(items) where type <> 'text') end",
            "typeof(seed) = 'integer'",
            _is_time("started_at"),
            f"(ended_at is null or {_is_time('ended_at')})",
        ),
    ),
    RowCheck(
        "attempt",
        ("id",),
        (
            _is_json("params", "object"),
            _is_json("response", "array"),
            f"(kind not in ({CARDS}) or {RATING})",
            "level in ('easy', 'medium', 'hard')",
            "typeof(session_id) = 'integer' and typeof(try) = 'integer'",
            "typeof(hints) = 'integer'",
            _is_number("credit"),
            _is_number("elapsed_ms"),
            _is_time("at"),
        ),
    ),
    RowCheck(
        "place", ("lesson", "way"), ("typeof(step) = 'integer' and step >= 0", _is_time("at"))
    ),
    RowCheck(
        "finished",
        ("id",),
        (
            _is_json("told", "object"),
            "case when json_valid(told) then"
            " coalesce(json_type(told, '$.p') in ('real', 'integer'), 1) end",
            _is_time("at"),
        ),
    ),
    RowCheck("override", ("id",), ("typeof(attempt_id) = 'integer'", _is_time("at"))),
    RowCheck(
        "drill_run",
        ("id",),
        (
            "typeof(right) = 'integer' and typeof(answered) = 'integer'",
            "right between 0 and answered",
            _is_number("seconds"),
            _is_time("at"),
        ),
    ),
    RowCheck("focus", ("session_id",), (_is_json("focus", "object"),)),
    RowCheck("withdrawn", ("attempt_id",), (_is_time("at"),)),
    RowCheck("hint", ("session_id", "lesson", "item"), ("typeof(opened) = 'integer'",)),
)
SCHEDULE = RowCheck(
    "card",
    ("lesson", "item"),
    (
        "ratings <> '' and ratings not glob '*[^1-4]*'",
        _is_number("stability"),
        _is_number("difficulty"),
        "typeof(attempt_id) = 'integer'",
        *(_is_time(column) for column in ("first", "last", "due")),
    ),
)
"""The check for the schedule, whose rows are computed from the attempts. If a row is damaged, all
rows are computed again."""


def set_damaged_rows_aside(db: sqlite3.Connection, path: Path) -> str:
    """Move damaged rows to the table `damaged`. Return a sentence that says how many there were."""
    damaged = [check for check in CHECKS if _has_damage(db, check)]
    if not damaged and not _has_damage(db, SCHEDULE):
        return ""
    with transaction(db):
        moved = sum(_move(db, check) for check in damaged)
        db.execute("delete from scheduled")
        db.execute("delete from card")
    if not moved:
        return ""
    rows = counted(moved, "entry was", "entries were")
    return (
        f"{rows} damaged and set aside in the table `damaged` of {path}; everything else is intact."
    )


def _has_damage(db: sqlite3.Connection, check: RowCheck) -> bool:
    """Return whether a table contains any damaged rows."""
    texts = " || ".join(f"coalesce({column}, '')" for column in _columns(db, check.table))
    invalid = f"select exists (select 1 from {check.table} where not ({check.is_valid}))"
    if db.execute(invalid).fetchone() == (1,):
        return True
    try:
        # Reading the text fails if it is not valid UTF-8.
        for _ in db.execute(f"select {texts} from {check.table}"):
            pass
    except sqlite3.OperationalError as error:
        if "decode" not in str(error):
            raise
        return True
    return False


def _move(db: sqlite3.Connection, check: RowCheck) -> int:
    """Move the damaged rows of a table, and return how many there were."""
    where = " and ".join(f"cast({column} as blob) is ?" for column in check.key)
    damaged = list(_damaged_rows(db, check))
    for key, content in damaged:
        text = json.dumps({name: _shown(value) for name, value in content.items()})
        db.execute("insert into damaged (source, content) values (?, ?)", (check.table, text))
        db.execute(f"delete from {check.table} where {where}", key)
    return len(damaged)


def _damaged_rows(
    db: sqlite3.Connection, check: RowCheck
) -> Iterator[tuple[list[bytes], dict[str, bytes | None]]]:
    """Yield the key and the columns of each damaged row, as bytes."""
    columns = _columns(db, check.table)
    as_bytes = ", ".join(f"cast({column} as blob)" for column in (*check.key, *columns))
    rows = db.execute(f"select {check.is_valid}, {as_bytes} from {check.table}").fetchall()
    for is_valid, *values in rows:
        key, content = values[: len(check.key)], values[len(check.key) :]
        if not is_valid or not all(map(_is_utf8, content)):
            yield key, dict(zip(columns, content, strict=True))


def _columns(db: sqlite3.Connection, table: str) -> list[str]:
    return [name for _, name, *_ in db.execute(f"pragma table_info({table})")]


def _is_utf8(value: bytes | None) -> bool:
    try:
        (value or b"").decode()
    except UnicodeDecodeError:
        return False
    return True


def _shown(value: bytes | None) -> str | None:
    """Return bytes as a string in which each byte that is not valid UTF-8 is escaped."""
    return None if value is None else value.decode(errors="backslashreplace")
