"""What a learner has answered decides which items come first in an activity."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.engine.progress.test_schedule import after, answered
from tests.engine.progress.test_store import NOW
from torchquiz.engine.progress.store import Store
from torchquiz.engine.study.activities import ActivityName
from torchquiz.engine.study.first_items import MISSED_AT_FIRST, first_items


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "progress.db")
    yield store
    store.close()


@pytest.mark.parametrize("activity", ["practice", "missed", "review", "test"])
def test_a_new_learner_begins_with_what_the_lesson_decides(
    store: Store, activity: ActivityName
) -> None:
    assert first_items(store, "conv", activity, NOW) == ()


def test_an_unfinished_session_continues_with_its_own_items(store: Store) -> None:
    store.begin("conv", "practice", ["b", "a"], 7, NOW)
    assert first_items(store, "conv", "practice", NOW) == ("b", "a")
    assert first_items(store, "conv", "test", NOW) == ()


def test_missed_items_are_those_answered_wrong_last_and_at_first_not_all(store: Store) -> None:
    answered(store, "right")
    for number in range(MISSED_AT_FIRST + 3):
        answered(store, f"item-{number}", verdict="wrong")
    missed = first_items(store, "conv", "missed", NOW)
    assert len(missed) == MISSED_AT_FIRST and "right" not in missed


def test_a_review_begins_with_what_is_due_and_what_it_has_already_asked(store: Store) -> None:
    answered(store, "a", verdict="wrong")
    store.begin("conv", "review", ["conv/b"], 7, NOW)
    assert first_items(store, "conv", "review", after(days=9)) == ("b", "a")
