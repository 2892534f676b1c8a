"""Reading positions and finished activities are stored, and files from older versions are read."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests import ROOT
from tests.engine.progress.test_store import NOW, attempt, begun, fill_disk
from torchquiz.engine.errors import StoreError
from torchquiz.engine.progress.migrations import MIGRATIONS
from torchquiz.engine.progress.places import FinishedActivity
from torchquiz.engine.progress.store import Store

OLD_STORES = sorted((Path(__file__).parent / "stores").glob("version-*.sql"))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "progress.db")
    yield store
    store.close()


def after(**time: float) -> datetime:
    return NOW + timedelta(**time)


def test_a_way_is_at_its_first_step_until_another_is_stored(store: Store) -> None:
    assert store.place("conv", "learn") == 0
    store.keep_place("conv", "learn", 3, NOW)
    store.keep_place("conv", "why", 1, NOW)
    store.keep_place("conv", "learn", 2, NOW)
    assert store.place("conv", "learn") == 2 and store.place("dense", "learn") == 0
    assert store.places("conv") == {"learn": 2, "why": 1} and store.places("dense") == {}


def test_a_finished_way_starts_again_at_its_first_step_and_stays_finished(
    store: Store,
) -> None:
    store.keep_place("conv", "learn", 3, NOW)
    store.finish("conv", "learn", after(minutes=1))
    store.keep_place("conv", "learn", 0, after(minutes=2))
    assert store.place("conv", "learn") == 0
    assert store.finished("conv") == [FinishedActivity("conv", "learn", after(minutes=1), {})]


def test_every_time_an_activity_is_finished_is_stored_with_its_result(store: Store) -> None:
    store.finish("conv", "test", NOW, {"p": 0.3, "verdict": "not yet"})
    store.finish("dense", "start", after(minutes=1))
    store.finish("conv", "test", after(minutes=2), {"p": 0.9, "verdict": "strong"})
    assert [activity.result.get("p") for activity in store.finished("conv")] == [0.3, 0.9]
    assert [activity.lesson for activity in store.finished()] == ["conv", "dense", "conv"]


def test_the_activity_opened_last_is_found_among_sessions_and_ways(store: Store) -> None:
    assert store.last_open(after(hours=1)) is None
    session = begun(store)
    assert store.last_open(after(hours=1)) == ("conv", "practice")
    store.keep_place("dense", "learn", 1, after(seconds=1))
    assert store.last_open(after(hours=1)) == ("dense", "learn")
    store.add(attempt(session))
    assert store.last_open(after(hours=1)) == ("dense", "learn")
    store.keep_place("dense", "learn", 2, after(seconds=-1))
    assert store.last_open(after(hours=1)) == ("conv", "practice")
    store.end(session, after(seconds=2))
    assert store.last_open(after(hours=1)) == ("dense", "learn")
    store.finish("dense", "learn", after(seconds=3))
    assert store.last_open(after(hours=1)) is None


def test_the_activity_opened_last_does_not_depend_on_the_time_zone(
    store: Store,
) -> None:
    eastward = timezone(timedelta(hours=9))
    store.keep_place("conv", "learn", 1, NOW.astimezone(eastward))
    store.keep_place("conv", "why", 1, after(hours=1))
    assert store.last_open(after(hours=1)) == ("conv", "why")


def test_looking_again_at_a_finished_way_does_not_reopen_it(store: Store) -> None:
    store.finish("conv", "learn", NOW)
    store.keep_place("conv", "learn", 2, after(seconds=1))
    assert store.last_open(after(minutes=1)) is None and store.place("conv", "learn") == 2


def test_an_activity_stored_while_the_clock_was_ahead_does_not_stay_the_latest(
    store: Store,
) -> None:
    store.keep_place("conv", "learn", 2, after(days=900))
    store.keep_place("conv", "why", 1, after(hours=1))
    assert store.last_open(after(hours=2)) == ("conv", "why")


def test_a_review_of_an_earlier_study_day_is_not_continued(store: Store) -> None:
    begun(store, "", "review")
    assert store.last_open(after(hours=15)) == ("", "review")
    assert store.last_open(after(hours=17)) is None


def test_a_full_disk_is_an_error_and_stored_progress_stays(store: Store) -> None:
    store.keep_place("conv", "learn", 1, NOW)
    fill_disk(store)
    with pytest.raises(StoreError, match="Could not save what you finished"):
        store.finish("conv", "learn", NOW, {"told": "a" * 100_000})
    assert store.place("conv", "learn") == 1 and store.finished() == []


READER = """
import sys
from pathlib import Path
from torchquiz.engine.progress.store import Store
from tests.engine.progress.test_places import after
store = Store(Path(sys.argv[1]))
for step in range(10_000):
    store.keep_place("conv", "learn", step, after(seconds=step))
    if step % 5 == 4:
        store.finish("conv", "learn", after(seconds=step))
    print(step, flush=True)
"""


@pytest.mark.parametrize("wanted", [0, 7, 23, 39])
def test_every_stored_step_survives_a_kill_at_any_moment(tmp_path: Path, wanted: int) -> None:
    path, told = tmp_path / "progress.db", -1
    with subprocess.Popen(
        [sys.executable, "-c", READER, str(path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as reader:
        assert reader.stdout is not None
        for line in reader.stdout:
            told = int(line)
            if told == wanted:
                os.kill(reader.pid, signal.SIGKILL)
    with closing(Store(path)) as store:
        kept = max(
            [
                store.place("conv", "learn"),
                *(round((activity.at - NOW).total_seconds()) for activity in store.finished()),
            ]
        )
        assert told >= wanted and told <= kept <= told + 1
        assert len(store.finished()) >= (told + 1) // 5


# Files from older versions


def old(path: Path, dump: Path) -> Path:
    with closing(sqlite3.connect(path)) as db:
        db.executescript(dump.read_text())
    return path


@pytest.mark.parametrize("dump", OLD_STORES, ids=lambda dump: dump.stem)
def test_a_file_of_an_older_version_keeps_everything_and_can_store_what_is_new(
    tmp_path: Path, dump: Path
) -> None:
    path = old(tmp_path / "progress.db", dump)
    with closing(Store(path)) as store:
        assert not store.notice
        assert [(stored.item, stored.verdict) for stored in store.of_lesson("conv")] == [
            ("shape", "right"),
            ("count", "wrong"),
        ]
        assert [stored.response for stored in store.of_lesson("dense")] == ['["ä “1”"]']
        assert store.last_open(after(days=30)) == ("dense", "missed")
        assert [activity.result["p"] for activity in store.finished()] == [0.9] * (
            dump.stem >= "version-2"
        )
        assert [card.item for card in store.schedule.due(after(days=30))] == [
            "count",
            "size",
            "shape",
        ]
        store.keep_place("dense", "learn", 4, datetime(2026, 3, 3, tzinfo=UTC))
    with closing(Store(path)) as store:
        assert (
            store.last_open(after(days=30)) == ("dense", "learn")
            and store.place("dense", "learn") == 4
        )
        assert store.read("pragma user_version") == [(len(MIGRATIONS),)]


def test_every_older_version_has_an_example_file() -> None:
    assert [dump.stem for dump in OLD_STORES] == [
        f"version-{number}" for number in range(1, len(MIGRATIONS))
    ]


@pytest.mark.parametrize("dump", OLD_STORES, ids=lambda dump: dump.stem)
def test_a_migrated_file_has_the_same_tables_as_a_new_one(tmp_path: Path, dump: Path) -> None:
    def tables(path: Path) -> list[str]:
        with closing(Store(path)) as store:
            return [
                " ".join(row[0].split())
                for row in store.read("select sql from sqlite_master where sql <> '' order by name")
            ]

    assert tables(old(tmp_path / "old.db", dump)) == tables(tmp_path / "new.db")


def test_a_file_of_an_older_version_can_be_opened_by_several_processes_at_once(
    tmp_path: Path,
) -> None:
    path = old(tmp_path / "progress.db", OLD_STORES[0])

    def opened(number: int) -> None:
        with closing(Store(path)) as store:
            store.keep_place("conv", f"way-{number}", number, NOW)

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(opened, range(8)))
    with closing(Store(path)) as store:
        assert len(store.places("conv")) == 8
