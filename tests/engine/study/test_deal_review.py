"""A review asks the due items first, then a few new flash cards per day."""

from collections.abc import Iterator
from datetime import timedelta, timezone
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.items import item, lesson
from tests.engine.progress.test_schedule import after, answered, rated
from tests.engine.progress.test_store import NOW
from torchquiz.engine.models.answers import Reveal
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.progress.store import Store
from torchquiz.engine.study.deal_review import deal_review


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "progress.db")
    yield store
    store.close()


def cards(*names: str) -> Lesson:
    new = [replace(item(name, Reveal("It is 28.")), kind="card") for name in names]
    return lesson(item("a"), item("b"), *new)


def dealt(
    store: Store, of: Lesson, new_cards: int = 10, count: int = 20, days: float = 9
) -> tuple[str, ...]:
    return deal_review(store.schedule, after(days=days), ["conv"], lambda _: of, new_cards, count)


def test_new_flash_cards_follow_the_due_items_and_other_new_items_are_never_dealt(
    store: Store,
) -> None:
    answered(store, "b")
    assert dealt(store, cards("c", "d")) == ("conv/b", "conv/c", "conv/d")


def test_the_number_of_new_flash_cards_per_day_is_limited(store: Store) -> None:
    of = cards("c", "d", "e", "f")
    assert dealt(store, of, new_cards=3, days=0) == ("conv/c", "conv/d", "conv/e")
    rated(store, "c", 3)
    rated(store, "d", 3)
    assert dealt(store, of, new_cards=3, days=0.1) == ("conv/e",)
    assert dealt(store, of, new_cards=3, days=1) == ("conv/e", "conv/f")
    assert dealt(store, of, new_cards=0, days=1) == ()


def test_the_day_of_new_flash_cards_starts_in_the_learners_morning(store: Store) -> None:
    of = cards("c", "d")
    rated(store, "c", 3)
    later = after(hours=10)
    here, there = (later.astimezone(timezone(timedelta(hours=hours))) for hours in (0, 8))
    assert NOW.hour == 12
    assert deal_review(store.schedule, here, ["conv"], lambda _: of, 1) == ()
    assert deal_review(store.schedule, there, ["conv"], lambda _: of, 1) == ("conv/d",)


def test_a_review_is_never_longer_than_its_limit(store: Store) -> None:
    for name in "ab":
        answered(store, name)
    assert (
        len(dealt(store, cards("c", "d"), count=3)) == 3
        and len(dealt(store, cards("c"), count=1)) == 1
    )


def test_items_that_no_longer_exist_make_room_for_others(store: Store) -> None:
    for number in range(5):
        answered(store, f"gone-{number}", verdict="wrong")
    answered(store, "a")
    assert dealt(store, cards(), count=2) == ("conv/a",)
    assert [card.item for card in store.schedule.due(after(days=9))] == ["a"]


def test_due_items_that_are_not_proven_yet_stay_due_and_make_room_for_others(store: Store) -> None:
    for number in range(5):
        answered(store, f"waiting-{number}", verdict="wrong")
    answered(store, "a")
    incomplete = replace(cards(), is_complete=False)
    assert dealt(store, incomplete, count=2) == ("conv/a",)
    waiting = [card.item for card in store.schedule.due(after(days=9)) if card.item != "a"]
    assert waiting == [f"waiting-{number}" for number in range(5)]
