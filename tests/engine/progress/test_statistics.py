"""The statistics of all answers are grouped by days in the learner's time zone."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.progress.test_store import attempt, begun
from torchquiz.engine.progress.statistics import FirstTries, answered_today, statistics
from torchquiz.engine.progress.store import Store

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "progress.db")
    session = begun(store)
    for at, verdict, level, lesson, item, number in (
        (datetime(2026, 3, 8, 22, 30, tzinfo=UTC), "right", "easy", "conv", "a", 1),
        (datetime(2026, 3, 8, 23, 30, tzinfo=UTC), "wrong", "hard", "conv", "b", 1),
        (datetime(2026, 3, 8, 23, 31, tzinfo=UTC), "right", "hard", "conv", "b", 2),
        (datetime(2026, 3, 10, 8, 0, tzinfo=UTC), "right", "hard", "dense", "c", 1),
    ):
        new = attempt(session, item, verdict, number)
        store.add(replace(new, at=at, level=level, lesson=lesson, elapsed_ms=1500))
    yield store
    store.close()


def test_first_tries_are_counted_by_day_level_and_lesson_and_later_tries_only_in_time(
    store: Store,
) -> None:
    found = statistics(store, NOW)
    assert found.by_day == {date(2026, 3, 8): FirstTries(1, 2), date(2026, 3, 10): FirstTries(1, 1)}
    assert found.by_level == {
        "easy": FirstTries(1, 1),
        "medium": FirstTries(0, 0),
        "hard": FirstTries(1, 2),
    }
    assert found.by_lesson == {"conv": FirstTries(1, 2), "dense": FirstTries(1, 1)}
    assert (
        found.seconds == 6.0
        and found.overall == FirstTries(2, 3)
        and found.overall.proportion == pytest.approx(2 / 3)
    )


@pytest.mark.parametrize(("hours", "days"), [(2, [9, 10]), (1, [8, 9, 10]), (-9, [8, 9])])
def test_days_are_those_of_the_learners_zone(store: Store, hours: int, days: list[int]) -> None:
    here = NOW.astimezone(timezone(timedelta(hours=hours)))
    assert [day.day for day in statistics(store, here, day_start=0).by_day] == days


def test_an_answer_at_night_belongs_to_the_study_day_before(store: Store) -> None:
    at_night = NOW.replace(hour=3)
    store.add(replace(attempt(begun(store), "d"), at=at_night))
    figures = statistics(store, NOW, day_start=4)
    assert [one.day for one in figures.by_day] == [8, 9, 10] and figures.today == NOW.date()
    assert answered_today(store, NOW, 4) == 1 and answered_today(store, NOW, 2) == 2


def test_without_answers_all_statistics_are_zero(tmp_path: Path) -> None:
    store = Store(tmp_path / "new.db")
    found = statistics(store, NOW)
    assert found.by_day == {} and found.seconds == 0 and found.overall.proportion == 0.0
    store.close()
