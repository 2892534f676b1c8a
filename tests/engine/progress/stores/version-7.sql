BEGIN TRANSACTION;
CREATE TABLE attempt (
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
INSERT INTO "attempt" VALUES(1,1,'conv','shape','predict','easy','{"kernel": 3, "size": [28, 32]}','a hash','2.13.0+cpu',1,1,'["(1, 6, 28, 28)"]','right',1.0,'',1234.5,'2026-03-01T12:00:00.250+00:00');
INSERT INTO "attempt" VALUES(2,1,'conv','count','predict','easy','{"kernel": 3, "size": [28, 32]}','a hash','2.13.0+cpu',1,1,'["(1, 6, 28, 28)"]','wrong',0.0,'padding-is-automatic',1234.5,'2026-03-01T12:01:00.250+00:00');
INSERT INTO "attempt" VALUES(3,2,'dense','size','predict','easy','{"kernel": 3, "size": [28, 32]}','a hash','2.13.0+cpu',1,1,'["ä “1”"]','wrong',0.0,'padding-is-automatic',1234.5,'2026-03-02T12:00:00.250+00:00');
CREATE TABLE card (
        lesson text not null,
        item text not null,
        kind text not null,
        ratings text not null,
        stability real not null,
        difficulty real not null,
        first text not null,
        last text not null,
        due text not null,
        attempt_id integer not null, verdict text not null default '',
        primary key (lesson, item)
    ) without rowid;
INSERT INTO "card" VALUES('conv','count','predict','1',0.212,6.4133,'2026-03-01T12:01:00.250+00:00','2026-03-01T12:01:00.250+00:00','2026-03-02T12:01:00.250+00:00',2,'wrong');
INSERT INTO "card" VALUES('conv','shape','predict','2',1.2931,5.11217070560105568688e+00,'2026-03-01T12:00:00.250+00:00','2026-03-01T12:00:00.250+00:00','2026-03-02T12:00:00.250+00:00',1,'right');
INSERT INTO "card" VALUES('dense','size','predict','1',0.212,6.4133,'2026-03-02T12:00:00.250+00:00','2026-03-02T12:00:00.250+00:00','2026-03-03T12:00:00.250+00:00',3,'wrong');
CREATE TABLE damaged (
        id integer primary key,
        source text not null,
        content text not null
    );
CREATE TABLE drill_run (
        id integer primary key,
        lesson text not null,
        drill text not null,
        right integer not null,
        answered integer not null,
        seconds real not null,
        at text not null
    );
INSERT INTO "drill_run" VALUES(1,'conv2d','conv-shapes',3,5,61.5,'2026-03-01T09:00:00.000+00:00');
CREATE TABLE finished (
        id integer primary key,
        lesson text not null,
        way text not null,
        at text not null,
        told text not null
    );
INSERT INTO "finished" VALUES(1,'conv','test','2026-03-01T12:00:00.250+00:00','{"p": 0.9, "verdict": "strong"}');
CREATE TABLE hint (
        session_id integer not null references session(id),
        lesson text not null,
        item text not null,
        opened integer not null,
        primary key (session_id, lesson, item)
    ) without rowid
    ;
CREATE TABLE override (
        id integer primary key,
        attempt_id integer not null references attempt(id),
        rating integer not null check (rating between 1 and 4),
        at text not null
    );
CREATE TABLE place (
        lesson text not null,
        way text not null,
        step integer not null,
        at text not null,
        primary key (lesson, way)
    ) without rowid;
INSERT INTO "place" VALUES('conv','learn',2,'2026-03-01T12:00:00.250+00:00');
CREATE TABLE scheduled (method integer not null);
INSERT INTO "scheduled" VALUES(1);
CREATE TABLE session (
        id integer primary key,
        lesson text not null,
        way text not null,
        seed integer not null,
        items text not null,
        started_at text not null,
        ended_at text
    );
INSERT INTO "session" VALUES(1,'conv','practice',7,'["shape", "count"]','2026-03-01T12:00:00.250+00:00','2026-03-01T12:02:00.250+00:00');
INSERT INTO "session" VALUES(2,'dense','missed',8,'["size"]','2026-03-02T12:00:00.250+00:00',NULL);
CREATE INDEX attempt_of_lesson on attempt (lesson, item, id);
CREATE INDEX attempt_of_session on attempt (session_id, id)
    ;
CREATE INDEX finished_of_lesson on finished (lesson, id);
CREATE INDEX session_unended on session (id) where ended_at is null
    ;
CREATE INDEX override_of_attempt on override (attempt_id, id);
CREATE INDEX card_due on card (due);
CREATE INDEX card_of_verdict on card (lesson, verdict);
CREATE INDEX attempt_in_time on attempt (try, at, lesson, level, verdict, elapsed_ms);
CREATE INDEX attempt_of_misconception on attempt (lesson, misconception, item) where misconception <> ''
    ;
CREATE INDEX drill_run_of_drill on drill_run (lesson, drill, id)
    ;
PRAGMA user_version = 7;
COMMIT;
