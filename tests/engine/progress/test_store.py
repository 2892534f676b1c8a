"""The store loses no attempt, and reports what it cannot store."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from tests import ROOT
from torchquiz.engine.errors import StoreError
from torchquiz.engine.progress.checked_mark import forget_check
from torchquiz.engine.progress.migrations import MIGRATIONS
from torchquiz.engine.progress.overview import overview
from torchquiz.engine.progress.recovery import TABLES
from torchquiz.engine.progress.statistics import statistics
from torchquiz.engine.progress.store import Attempt, Store

NOW = datetime(2026, 3, 1, 12, 0, 0, 250_000, tzinfo=UTC)


def attempt(
    session_id: int, item: str = "shape", verdict: str = "right", try_number: int = 1
) -> Attempt:
    return Attempt(
        session_id=session_id,
        lesson="conv",
        item=item,
        kind="predict",
        level="easy",
        params={"kernel": 3, "size": [28, 32]},
        proof="a hash",
        torch="2.13.0+cpu",
        try_number=try_number,
        hints=1,
        response='["(1, 6, 28, 28)"]',
        verdict=verdict,
        credit=1.0 if verdict == "right" else 0.0,
        misconception="" if verdict == "right" else "padding-is-automatic",
        elapsed_ms=1234.5,
        at=NOW,
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "folder" / "progress.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    store = Store(path)
    yield store
    store.close()


def begun(store: Store, lesson: str = "conv", way: str = "practice") -> int:
    return store.begin(lesson, way, ["shape", "count"], 7, NOW).id


# Attempts


def test_an_attempt_is_read_as_it_was_stored(store: Store, path: Path) -> None:
    stored = attempt(begun(store))
    store.add(stored)
    store.close()
    again = Store(path)
    assert again.of_session(stored.session_id) == [stored] == again.of_lesson("conv")
    again.close()


def test_attempts_of_one_session_or_lesson_are_read_oldest_first(store: Store) -> None:
    first, second = begun(store), begun(store, "other")
    for item in ("b", "a"):
        store.add(attempt(first, item))
    store.add(attempt(second, "c"))
    assert [stored.item for stored in store.of_session(first)] == ["b", "a"]
    assert [stored.item for stored in store.of_lesson("conv")] == ["b", "a", "c"]
    assert store.of_lesson("nothing") == [] == store.of_session(99)


def test_an_unknown_verdict_is_refused(store: Store) -> None:
    with pytest.raises(StoreError):
        store.add(attempt(begun(store), verdict="uncounted"))


# Sessions


def test_a_session_that_was_not_ended_is_found_again(store: Store) -> None:
    opened = store.begin("conv", "practice", ["shape", "count"], 7, NOW)
    assert store.unfinished("conv") == opened == store.unfinished()
    assert store.unfinished("other") is None
    store.end(opened.id, NOW + timedelta(minutes=5))
    assert store.unfinished() is None


def test_of_several_unfinished_sessions_the_last_one_is_found(store: Store) -> None:
    begun(store, "conv")
    last = begun(store, "other")
    found = store.unfinished()
    assert found is not None and found.id == last


def test_starting_a_session_ends_only_the_one_it_replaces(store: Store) -> None:
    test, old = begun(store, way="test"), begun(store)
    new = begun(store)
    store.end(new, NOW)
    found = store.unfinished("conv")
    assert found is not None and found.id == test != old


# Kills


WRITER = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from torchquiz.engine.progress.store import Store
from tests.engine.progress.test_store import attempt, begun
store = Store(Path(sys.argv[1]))
session = begun(store)
number = 0
while True:
    store.add(attempt(session, f"item-{number}"))
    print(number, flush=True)
    number += 1
"""


@pytest.mark.parametrize("seed", range(4))
def test_every_attempt_that_was_stored_survives_a_kill_at_any_moment(path: Path, seed: int) -> None:
    told = -1
    wanted = Random(seed).randrange(1, 60)
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as writer:
        assert writer.stdout is not None
        for line in writer.stdout:
            told = int(line)
            if told == wanted:
                os.kill(writer.pid, signal.SIGKILL)
    store = Store(path)
    found = store.unfinished("conv")
    assert found is not None and not store.notice
    kept = [stored.item for stored in store.of_session(found.id)]
    assert told >= wanted and kept == [f"item-{number}" for number in range(len(kept))]
    assert told < len(kept) <= told + 2
    store.add(attempt(found.id, "after"))
    store.close()


def test_two_stores_of_one_file_do_not_lose_each_others_attempts(store: Store, path: Path) -> None:
    other = Store(path)
    session = begun(store)
    for number in range(10):
        (store, other)[number % 2].add(attempt(session, str(number)))
    assert [stored.item for stored in store.of_session(session)] == list("0123456789")
    other.close()


def test_if_two_apps_both_store_a_first_try_one_becomes_the_second(
    store: Store, path: Path
) -> None:
    with closing(Store(path)) as other:
        session = begun(store)
        store.add(attempt(session, verdict="wrong"))
        other.add(attempt(session))
    card = store.schedule.find("conv", "shape")
    assert [(stored.verdict, stored.try_number) for stored in store.of_session(session)] == [
        ("wrong", 1),
        ("right", 2),
    ]
    assert card is not None and card.ratings == (1,)


# A disk that cannot be written


def fill_disk(store: Store) -> None:
    (pages,) = store._db.execute("pragma page_count").fetchone()
    store._db.execute(f"pragma max_page_count = {pages}")


def add_many(store: Store, session_id: int) -> None:
    for number in range(1000):
        store.add(attempt(session_id, str(number)))


def empty_disk(store: Store) -> None:
    store._db.execute("pragma max_page_count = 1000000")


def test_a_full_disk_is_an_error_and_the_attempts_are_saved_with_the_next_one(store: Store) -> None:
    session = begun(store)
    fill_disk(store)
    with pytest.raises(StoreError) as error:
        add_many(store, session)
    assert str(error.value) == "Could not save your answer: the disk is full."
    number = len(store.attempts())
    assert number > 0
    with pytest.raises(StoreError):
        store.add(attempt(session, str(number + 1)))
    assert store.unsaved == 2 and len(store.attempts()) == number
    empty_disk(store)
    store.add(attempt(session, str(number + 2)))
    assert store.unsaved == 0
    assert [stored.item for stored in store.attempts()] == [
        str(stored) for stored in range(number + 3)
    ]


def test_flushing_stores_unsaved_attempts_once(store: Store) -> None:
    session = begun(store)
    fill_disk(store)
    with pytest.raises(StoreError):
        add_many(store, session)
    before = len(store.attempts())
    empty_disk(store)
    store.flush()
    store.flush()
    assert len(store.attempts()) == before + 1 and store.unsaved == 0


def test_a_disk_error_at_the_commit_leaves_no_partial_data_and_no_open_transaction(
    store: Store, path: Path
) -> None:
    session = begun(store)

    class FailsAtCommit(sqlite3.Connection):
        def execute(self, query: str, *values: object) -> sqlite3.Cursor:
            if query == "commit":
                raise sqlite3.OperationalError("disk I/O error")
            return super().execute(query, *values)  # type: ignore[arg-type]

    whole, store._db = store._db, sqlite3.connect(path, isolation_level=None, factory=FailsAtCommit)
    with pytest.raises(StoreError, match="disk I/O error"):
        store.add(attempt(session, "a"))
    assert not store._db.in_transaction and store.attempts() == []
    store._db.close()
    store._db = whole
    store.add(attempt(session, "b"))
    assert [stored.item for stored in store.of_session(session)] == ["a", "b"]


def test_answers_that_cannot_be_saved_before_the_end_are_reported(store: Store) -> None:
    session = begun(store)
    store.save_at_exit()
    fill_disk(store)
    with pytest.raises(StoreError):
        add_many(store, session)
    with pytest.raises(StoreError) as error:
        store.save_at_exit()
    assert str(error.value) == (
        f"1 answer was not saved in {store.path}. Could not save your answer: the disk is full."
    )
    empty_disk(store)
    store.save_at_exit()
    assert store.unsaved == 0


def test_a_session_cannot_start_on_a_full_disk(store: Store) -> None:
    fill_disk(store)
    with pytest.raises(StoreError, match="Could not start a session"):
        store.begin("conv", "practice", ["an item of some length"] * 10_000, 7, NOW)


def test_a_file_that_another_program_locks_is_an_error_after_a_while(
    store: Store, path: Path
) -> None:
    session = begun(store)
    store._db.execute("pragma busy_timeout = 10")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("begin immediate")
    with pytest.raises(StoreError, match="another program is using the file"):
        store.add(attempt(session))
    other.execute("rollback")
    other.close()
    store.flush()
    assert len(store.of_session(session)) == 1


READER = """
import os, sys
from pathlib import Path
from torchquiz.engine.errors import StoreError
from torchquiz.engine.progress.store import Store
from tests.engine.progress.test_store import attempt
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
try:
    Store(Path(sys.argv[1])).add(attempt(1))
except StoreError as error:
    print(error)
"""


@pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")
@pytest.mark.parametrize("content", [None, b"", b"no database" * 100, "store"])
def test_a_folder_that_cannot_be_written_is_one_sentence(
    tmp_path: Path, content: bytes | str | None
) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    path = locked / "progress.db"
    if content == "store":
        store = Store(path)
        begun(store)
        store.close()
    elif isinstance(content, bytes):
        path.write_bytes(content)
    before = {file.name: file.read_bytes() for file in locked.iterdir()}
    for file in locked.iterdir():
        file.chmod(0o444)
    for folder in (tmp_path, tmp_path.parent, tmp_path.parent.parent):
        folder.chmod(folder.stat().st_mode | 0o055)
    locked.chmod(0o555)
    said = subprocess.run(
        [sys.executable, "-c", READER, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    (sentence,) = said.stdout.splitlines()
    assert sentence.startswith(f"Progress cannot be saved in {locked}: ")
    assert sentence.endswith("Make that folder writable, or set TORCHQUIZ_HOME to one that is.")
    assert {file.name: file.read_bytes() for file in locked.iterdir()} == before


def test_a_file_where_the_folder_should_be_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").write_text("")
    with pytest.raises(
        StoreError,
        match=r"^Progress cannot be saved in .*: File exists\. Make that folder writable",
    ):
        Store(tmp_path / "home" / "progress.db")


# Damaged files and other versions


@pytest.mark.parametrize(
    "content",
    [
        b"this is no database, but a text of some length" * 100,
        b"SQLite format 3\0" + b"\xff" * 5000,
    ],
)
def test_a_damaged_file_is_moved_aside_with_a_notice(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True)
    path.write_bytes(content)
    store = Store(path)
    (aside,) = path.parent.glob("progress-damaged-*.db")
    assert aside.read_bytes() == content
    assert (
        store.notice == f"The progress file was damaged and cannot be read. It was kept as {aside},"
        " and a new file was started."
    )
    store.add(attempt(begun(store)))
    store.close()


def test_two_damaged_files_in_one_second_are_both_kept(path: Path) -> None:
    path.parent.mkdir(parents=True)
    for content in (b"first" * 1000, b"second" * 1000):
        path.write_bytes(content)
        Store(path).close()
        path.unlink()
        for extra in ("-wal", "-shm"):
            path.with_name(path.name + extra).unlink(missing_ok=True)
    kept = sorted(file.read_bytes()[:5] for file in path.parent.glob("progress-damaged-*"))
    assert kept == [b"first", b"secon"]


def filled(path: Path, count: int) -> bytes:
    """Store some attempts, close the file, and return its content."""
    with closing(Store(path)) as store:
        session = begun(store)
        for number in range(count):
            store.add(attempt(session, str(number)))
    return path.read_bytes()


@pytest.mark.parametrize("damage", ["truncated", "overwritten"])
def test_what_can_be_read_of_a_damaged_file_is_recovered(path: Path, damage: str) -> None:
    content = filled(path, 400)
    middle = len(content) // 8192 * 4096
    rest = b"" if damage == "truncated" else b"\xff" * (len(content) - middle)
    path.write_bytes(content[:middle] + rest)
    with closing(Store(path)) as store:
        recovered = len(store.attempts())
        (aside,) = path.parent.glob("progress-damaged-*.db")
        assert aside.read_bytes() == content[:middle] + rest
        assert 0 < recovered < 400
        assert store.notice == (
            f"The progress file was damaged. It was kept as {aside};"
            f" {recovered} answers were recovered from it."
        )
        assert len(store.schedule.due(NOW + timedelta(days=900))) == recovered
        store.add(attempt(begun(store), "new"))
    with closing(Store(path)) as store:
        assert not store.notice and len(store.attempts()) == recovered + 1
    assert {file.suffix for file in path.parent.iterdir()} == {".db", ".checked"}


def test_nothing_is_lost_if_the_name_of_a_column_is_damaged(path: Path) -> None:
    content = filled(path, 3)
    assert content.count(b"params text not null") == 1, "the definition of the table of attempts"
    path.write_bytes(content.replace(b"params text not null", b"parbms text not null"))
    forget_check(path)
    with closing(Store(path)) as store:
        assert [entry.item for entry in store.attempts()] == ["0", "1", "2"]
        assert "3 answers were recovered from it" in store.notice
    with closing(Store(path)) as store:
        assert not store.notice


def test_an_empty_file_is_kept_aside_with_a_notice(path: Path) -> None:
    filled(path, 3)
    path.write_bytes(b"")
    with closing(Store(path)) as store:
        (aside,) = path.parent.glob("progress-damaged-*.db")
        assert store.attempts() == []
        assert store.notice == (
            f"The progress file was empty. It was kept as {aside}, and a new file was started."
        )


DAMAGES = {
    "params": ("attempt", "params = '{'"),
    "time": ("attempt", "at = 'yesterday'"),
    "impossible date": ("attempt", "at = '2026-02-31T12:00:00.000+00:00'"),
    "damaged fraction": ("attempt", "at = '2026-02-28T12:00:00.00 +00:00'"),
    "text": ("attempt", "item = cast(x'ff' as text)"),
    "duration": ("attempt", "elapsed_ms = 'long'"),
    "level": ("attempt", "level = 'extreme'"),
    "rating": ("attempt", "kind = 'card', response = '[7]'"),
    "session items": ("session", "items = '[1'"),
    "session start": ("session", "started_at = ''"),
    "session lesson": ("session", "lesson = cast(x'c328' as text)"),
    "place": ("place", "at = 'x'"),
    "result": ("finished", "told = '[]'"),
    "override": ("override", "at = 'x'"),
    "hint": ("hint", "opened = 'two'"),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_row_is_set_aside_and_the_rest_is_used(path: Path, damage: str) -> None:
    table, change = DAMAGES[damage]
    with closing(Store(path)) as store:
        session = begun(store)
        begun(store, "other")
        for item in ("shape", "count"):
            store.add(attempt(session, item))
            store.finish("conv", item, NOW)
            store.keep_place("conv", item, 1, NOW)
            store.keep_hints(session, "conv", item, 1)
        for card in store.schedule.due(NOW + timedelta(days=9)):
            store.schedule.override(card, 4, NOW)
        before = {name: store.read(f"select count(*) from {name}")[0][0] for name in TABLES}
        key = {"place": "way", "hint": "item"}.get(table, "id")
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"update {table} set {change} where {key} = (select max({key}) from {table})")
    with closing(Store(path)) as store:
        assert store.notice.startswith(
            f"1 entry was damaged and set aside in the table `damaged` of {path};"
        )
        after = {name: store.read(f"select count(*) from {name}")[0][0] for name in TABLES}
        assert after == before | {table: before[table] - 1, "damaged": 1}
        assert len(store.schedule.due(NOW + timedelta(days=900))) == after["attempt"]
        statistics(store, NOW)
        overview(store, {"conv": 2}, NOW)
        store.attempts()
    with closing(Store(path)) as store:
        assert not store.notice


@pytest.mark.parametrize("seed", range(8))
def test_a_file_with_random_damage_is_read_without_an_error(path: Path, seed: int) -> None:
    content = filled(path, 60)
    chances = Random(seed)
    for _ in range(5):
        damaged = bytearray(content)
        for _ in range(8):
            damaged[chances.randrange(100, len(damaged))] = chances.randrange(256)
        path.write_bytes(damaged)
        with closing(Store(path)) as store:
            store.attempts()
            overview(store, {"conv": 60}, NOW)
            statistics(store, NOW)
            store.schedule.due(NOW + timedelta(days=9))
            store.add(attempt(begun(store), "new"))


@pytest.mark.parametrize("change", ["due = 'x'", "ratings = '9'", "item = cast(x'ff' as text)"])
def test_a_damaged_schedule_is_computed_again(path: Path, change: str) -> None:
    filled(path, 3)
    with closing(Store(path)) as store:
        whole = store.schedule.due(NOW + timedelta(days=9))
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute(f"update card set {change} where item = '1'")
    with closing(Store(path)) as store:
        assert not store.notice and store.schedule.due(NOW + timedelta(days=9)) == whole


def test_a_file_is_copied_before_it_is_migrated(path: Path) -> None:
    path.parent.mkdir(parents=True)
    with closing(sqlite3.connect(path)) as db:
        db.executescript((Path(__file__).parent / "stores" / "version-4.sql").read_text())
    with closing(Store(path)):
        copy = path.with_name("progress-version-4.db")
        with closing(sqlite3.connect(copy)) as db:
            assert db.execute("pragma user_version").fetchone() == (4,)
            assert db.execute("select count(*) from attempt").fetchone() > (0,)


def test_a_file_that_is_unchanged_since_its_check_is_not_checked_again(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(path, 3)
    checked: list[Path] = []
    monkeypatch.setattr("torchquiz.engine.progress.database.is_damaged", checked.append)
    Store(path).close()
    assert checked == []
    os.utime(path)
    Store(path).close()
    assert checked == [path]


STARTER = """
import sys
from pathlib import Path
from torchquiz.engine.progress.store import Store
from tests.engine.progress.test_store import attempt, begun
sys.stdin.read(1)
store = Store(Path(sys.argv[1]))
store.add(attempt(begun(store, sys.argv[2])))
print(store.notice)
"""


def test_first_starts_at_the_same_time_all_succeed(path: Path) -> None:
    command = [sys.executable, "-c", STARTER, str(path)]
    starters = [
        subprocess.Popen(
            [*command, f"lesson-{number}"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        for number in range(4)
    ]
    for starter in starters:
        assert starter.stdin is not None
        starter.stdin.write("x")
        starter.stdin.flush()
    assert [starter.communicate()[0] for starter in starters] == ["\n"] * 4
    assert [starter.returncode for starter in starters] == [0] * 4
    with closing(Store(path)) as store:
        assert len(store.attempts()) == 4


def test_a_file_of_a_newer_torchquiz_is_refused_and_left_unchanged(path: Path) -> None:
    store = Store(path)
    begun(store)
    store._db.execute(f"pragma user_version = {len(MIGRATIONS) + 1}")
    store.close()
    before = path.read_bytes()
    with pytest.raises(
        StoreError, match=r"progress\.db was written by a newer torchquiz\. Update torchquiz"
    ):
        Store(path)
    assert path.read_bytes() == before and not list(path.parent.glob("*damaged*"))


def test_a_new_file_has_the_version_of_the_last_migration(store: Store) -> None:
    assert store._db.execute("pragma user_version").fetchone() == (len(MIGRATIONS),)


def test_a_migration_that_fails_leaves_the_file_as_it_was(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(path)
    store.add(attempt(begun(store)))
    store.close()
    monkeypatch.setattr(
        "torchquiz.engine.progress.migrations.MIGRATIONS",
        (*MIGRATIONS, "create table extra (id); create table attempt (id);"),
    )
    with pytest.raises(StoreError):
        Store(path)
    monkeypatch.undo()
    again = Store(path)
    assert not again.notice and len(again.of_lesson("conv")) == 1
    assert again._db.execute(
        "select count(*) from sqlite_master where name = 'extra'"
    ).fetchone() == (0,)
    again.close()
