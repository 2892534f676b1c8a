"""The versions of the progress file, and the migrations that bring a file to the latest version."""

import sqlite3
from contextlib import closing
from pathlib import Path

from torchquiz.engine.errors import StoreError
from torchquiz.engine.progress.transaction import transaction

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
    create index attempt_of_session on attempt (session_id, id)
    """,
    """
    create table place (
        lesson text not null,
        way text not null,
        step integer not null,
        at text not null,
        primary key (lesson, way)
    ) without rowid;
    create table finished (
        id integer primary key,
        lesson text not null,
        way text not null,
        at text not null,
        told text not null
    );
    create index finished_of_lesson on finished (lesson, id);
    create index session_unended on session (id) where ended_at is null
    """,
    """
    create table override (
        id integer primary key,
        attempt_id integer not null references attempt(id),
        rating integer not null check (rating between 1 and 4),
        at text not null
    );
    create index override_of_attempt on override (attempt_id, id);
    create table card (
        lesson text not null,
        item text not null,
        kind text not null,
        ratings text not null,
        stability real not null,
        difficulty real not null,
        first text not null,
        last text not null,
        due text not null,
        attempt_id integer not null,
        primary key (lesson, item)
    ) without rowid;
    create index card_due on card (due);
    create table scheduled (method integer not null)
    """,
    """
    alter table card add column verdict text not null default '';
    delete from scheduled;
    create index card_of_verdict on card (lesson, verdict);
    create index attempt_in_time on attempt (try, at, lesson, level, verdict, elapsed_ms);
    create index attempt_of_misconception on attempt (lesson, misconception, item)
        where misconception <> ''
    """,
    """
    create table hint (
        session_id integer not null references session(id),
        lesson text not null,
        item text not null,
        opened integer not null,
        primary key (session_id, lesson, item)
    ) without rowid
    """,
    """
    create table damaged (
        id integer primary key,
        source text not null,
        content text not null
    )
    """,
    """
    create table drill_run (
        id integer primary key,
        lesson text not null,
        drill text not null,
        right integer not null,
        answered integer not null,
        seconds real not null,
        at text not null
    );
    create index drill_run_of_drill on drill_run (lesson, drill, id)
    """,
    """
    create table focus (
        session_id integer primary key references session(id),
        focus text not null
    )
    """,
    """
    create table withdrawn (
        attempt_id integer primary key references attempt(id),
        at text not null
    );
    create view counted as
        select * from attempt where id not in (select attempt_id from withdrawn)
    """,
)
"""One script for each version. Scripts that have been released never change."""


def migrate(db: sqlite3.Connection, path: Path) -> None:
    """Migrate a file to the latest format if necessary, after making a copy of it.

    The migrations run in a transaction. If two apps open the file at the same time, one waits for
    the other.

    Raises:
        StoreError: the file was written by a newer torchquiz.
    """
    # Opening the transaction also reveals immediately whether the file can be written.
    with transaction(db):
        version = _version(db)
        if version > len(MIGRATIONS):
            raise StoreError(
                f"{path} was written by a newer torchquiz."
                " Update torchquiz, or set TORCHQUIZ_HOME to another folder."
            )
        if 0 < version < len(MIGRATIONS):
            _copy(path, version)
        run_migrations(db)


def run_migrations(db: sqlite3.Connection) -> None:
    """Run the migrations that a database still needs, in the caller's transaction."""
    version = _version(db)
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        for statement in script.split(";"):
            db.execute(statement)
        db.execute(f"pragma user_version = {number}")


def has_current_tables(db: sqlite3.Connection) -> bool:
    """Return whether a database of the current version has all its tables and columns.

    Return true for other versions, whose tables are not compared. A damaged definition of a table
    can be valid SQL, so SQLite's own check does not notice it.
    """
    if _version(db) != len(MIGRATIONS):
        return True
    with closing(sqlite3.connect(":memory:")) as fresh:
        run_migrations(fresh)
        return _columns(fresh) <= _columns(db)


def _columns(db: sqlite3.Connection) -> set[tuple[str, str]]:
    query = "select t.name, c.name from sqlite_master t, pragma_table_info(t.name) c"
    return set(db.execute(f"{query} where t.type = 'table'"))


def _version(db: sqlite3.Connection) -> int:
    (version,) = db.execute("pragma user_version").fetchone()
    return int(version)


def _copy(path: Path, version: int) -> None:
    """Copy a file before it is migrated. A copy of version 4 is called `progress-version-4.db`."""
    copy = path.with_name(f"{path.stem}-version-{version}{path.suffix}")
    fresh = copy.with_name(f".{copy.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(fresh)) as target:
            source.backup(target)
        fresh.replace(copy)
    finally:
        fresh.unlink(missing_ok=True)
