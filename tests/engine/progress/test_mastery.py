"""Mastery and misconceptions are computed from the latest first try at each item."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.items import attempt
from tests.engine.progress.test_schedule import answered
from tests.engine.progress.test_store import NOW, begun
from torchquiz.engine.progress.mastery import (
    KnownItems,
    MetMisconception,
    known,
    mastery,
    misconceptions,
)
from torchquiz.engine.progress.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "progress.db")
    yield store
    store.close()


def test_an_item_counts_by_its_latest_first_try() -> None:
    stand = mastery(
        ["a", "b", "c"], [attempt("a", "wrong"), attempt("b"), attempt("a"), attempt("b", "wrong")]
    )
    assert (stand.right, stand.wrong, stand.unseen) == (("a",), ("b",), ("c",))


def test_a_retry_changes_nothing() -> None:
    stand = mastery(["a"], [attempt("a", "wrong"), attempt("a", "right", try_number=2)])
    assert stand.wrong == ("a",)


def test_items_are_in_the_lessons_order_and_removed_ones_do_not_count() -> None:
    stand = mastery(["b", "a"], [attempt("a"), attempt("gone"), attempt("b")])
    assert stand.right == ("b", "a") and stand.total == 2 and stand.proportion == 1.0


def test_the_proportion_of_a_lesson_without_items_is_zero() -> None:
    assert mastery([], [attempt("a")]).proportion == 0.0
    assert mastery(["a", "b", "c", "d"], [attempt("a")]).proportion == 0.25


def test_all_lessons_are_counted_at_once(store: Store) -> None:
    for item, verdict, lesson in (
        ("a", "wrong", "conv"),
        ("b", "right", "conv"),
        ("a", "right", "conv"),
        ("c", "wrong", "dense"),
    ):
        answered(store, item, NOW, verdict, lesson=lesson)
    store.add(replace(attempt("c"), session_id=1, lesson="dense", try_number=2))
    found = known(store, {"conv": 4, "dense": 1, "new": 3})
    assert found == {
        "conv": KnownItems(2, 0, 4),
        "dense": KnownItems(0, 1, 1),
        "new": KnownItems(0, 0, 3),
    }
    assert (found["conv"].unseen, found["conv"].proportion, found["new"].proportion) == (
        2,
        0.5,
        0.0,
    )


def test_a_lesson_that_lost_items_never_has_more_known_than_existing_items(store: Store) -> None:
    for item in "abc":
        answered(store, item)
    answered(store, "d", verdict="wrong")
    assert known(store, {"conv": 2})["conv"] == KnownItems(1, 1, 2)
    assert known(store, {"conv": 0})["conv"].proportion == 0.0


def answer_wrongly(store: Store, item: str, misconception: str) -> None:
    session = begun(store)
    store.add(
        replace(
            attempt(item, "wrong", misconception=misconception),
            session_id=session,
            lesson="conv",
            at=NOW,
        )
    )


def test_a_misconception_is_open_until_every_item_that_showed_it_is_answered_correctly(
    store: Store,
) -> None:
    answer_wrongly(store, "a", "pads")
    answer_wrongly(store, "b", "pads")
    answered(store, "a")
    assert misconceptions(store) == [MetMisconception("conv", "pads", 2, 2, 1)]
    assert misconceptions(store)[0].state == "open"
    answered(store, "b")
    assert [met.state for met in misconceptions(store)] == ["overcome"]
    answer_wrongly(store, "a", "pads")
    assert misconceptions(store) == [MetMisconception("conv", "pads", 3, 2, 1)]


def test_open_misconceptions_come_first_then_the_most_frequent(store: Store) -> None:
    for item, name in (
        ("a", "rare"),
        ("b", "often"),
        ("c", "often"),
        ("d", "past"),
        ("d", "past"),
        ("d", "past"),
    ):
        answer_wrongly(store, item, name)
    answered(store, "d")
    assert [met.misconception for met in misconceptions(store)] == ["often", "rare", "past"]
    assert misconceptions(store, ["dense"]) == []
