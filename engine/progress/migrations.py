"""One SQL script for each version of the progress file; released scripts never change."""

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
)
