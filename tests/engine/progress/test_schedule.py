"""The schedule: published FSRS intervals, overrides, time zones, and clocks that jump."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise, product
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.engine.progress.test_store import NOW, add_many, attempt, begun, empty_disk, fill_disk
from torchquiz.engine.errors import StoreError
from torchquiz.engine.grading.grade import Rating
from torchquiz.engine.grading.ratings import RATINGS
from torchquiz.engine.progress.cards import RatedTry, first_recall, intervals, recall
from torchquiz.engine.progress.reasons import reason, when
from torchquiz.engine.progress.scheduled_items import ScheduledItem
from torchquiz.engine.progress.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "progress.db")
    yield store
    store.close()


def after(**time: float) -> datetime:
    return NOW + timedelta(**time)


def answered(
    store: Store,
    item: str,
    at: datetime = NOW,
    verdict: str = "right",
    hints: int = 0,
    lesson: str = "conv",
) -> ScheduledItem:
    store.add(
        replace(attempt(begun(store, lesson), item, verdict), lesson=lesson, at=at, hints=hints)
    )
    card = store.schedule.find(lesson, item)
    assert card is not None
    return card


def rated(store: Store, item: str, rating: Rating, at: datetime = NOW) -> ScheduledItem:
    verdict = "wrong" if rating == 1 else "right"
    store.add(
        replace(
            attempt(begun(store), item, verdict), kind="card", at=at, response=json.dumps([rating])
        )
    )
    card = store.schedule.find("conv", item)
    assert card is not None
    return card


def days(card: ScheduledItem) -> int:
    return (card.recall.due - card.recall.last).days


# FSRS


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ((3, 3, 3, 3, 3), [2, 11, 46, 163, 365]),
        ((4, 4, 4), [8, 66, 365]),
        ((2, 3, 3), [1, 5, 17]),
        ((3, 2, 2, 2), [2, 8, 19, 36]),
        ((1, 1, 3), [1, 1, 1]),
        ((3, 3, 1, 3, 3), [2, 11, 2, 5, 12]),
        (
            (3, 3, 3, 3, 3, 3, 1, 1, 3, 3, 3, 3, 3),
            [2, 11, 46, 163, 365, 365, 8, 1, 2, 4, 7, 13, 21],
        ),
    ],
)
def test_intervals_are_those_of_fsrs_6_with_its_published_parameters(
    ratings: tuple[Rating, ...], expected: list[int]
) -> None:
    known, found = None, []
    for rating in ratings:
        now = known.due if known else NOW
        known = known.after(rating, now) if known else first_recall(rating, now)
        found.append((known.due - known.last).days)
    assert found == expected


def test_the_first_stability_and_difficulty_are_the_published_ones() -> None:
    known = first_recall(3, NOW)
    assert (known.stability, round(known.difficulty, 4)) == (2.3065, 2.1181)


def test_a_better_rating_never_comes_back_sooner() -> None:
    for ratings in product(RATINGS, repeat=3):
        known, now = first_recall(ratings[0], NOW), NOW
        for rating in ratings[1:]:
            now = known.due
            known = known.after(rating, now)
        found = list(intervals(known, known.due).values())
        assert found == sorted(found) and timedelta(days=1) <= found[0] <= found[-1] <= timedelta(
            days=365
        )


def test_the_chance_of_recall_falls_from_one_to_nine_tenths_when_an_item_is_due() -> None:
    known = recall([RatedTry(3, NOW), RatedTry(3, after(days=2)), RatedTry(3, after(days=13))])
    chances = [known.chance(known.last + timedelta(days=number)) for number in range(0, 400, 10)]
    assert chances[0] == 1.0 and all(chance > later for chance, later in pairwise(chances))
    assert known.chance(known.due) == pytest.approx(0.9, abs=0.005)


def test_a_new_item_has_an_interval_for_each_first_rating() -> None:
    assert [interval.days for interval in intervals(None, NOW).values()] == [1, 1, 2, 8]


# From attempts to cards


def test_a_wrong_try_is_rated_again_a_hint_hard_and_a_right_one_good(store: Store) -> None:
    assert answered(store, "a", verdict="wrong").ratings == (1,)
    assert answered(store, "b", hints=2).ratings == (2,)
    assert answered(store, "c").ratings == (3,)


def test_a_flash_card_counts_as_the_learner_rated_it(store: Store) -> None:
    assert [rated(store, f"card-{rating}", rating).ratings for rating in RATINGS] == [
        (1,),
        (2,),
        (3,),
        (4,),
    ]


def test_only_first_tries_count(store: Store) -> None:
    answered(store, "a", verdict="wrong")
    store.add(replace(attempt(1, "a", try_number=2), at=after(minutes=1)))
    card = store.schedule.find("conv", "a")
    assert card is not None and card.ratings == (1,)


def test_a_card_depends_on_its_tries_in_all_sessions(store: Store) -> None:
    answered(store, "a")
    card = answered(store, "a", after(days=2))
    assert card.ratings == (3, 3) and days(card) == 11 and card.first == NOW
    assert card.recall == recall([RatedTry(3, NOW), RatedTry(3, after(days=2))])


def test_cards_computed_again_equal_the_stored_ones(store: Store, tmp_path: Path) -> None:
    for number in range(6):
        answered(
            store,
            f"item-{number % 3}",
            after(days=3 * number),
            "wrong" if number == 2 else "right",
            lesson=f"l{number % 2}",
        )
    store.schedule.override(answered(store, "item-1"), 4, after(days=40))
    kept = store.schedule.due(after(days=900))
    with store.writing("forget") as db:
        db.execute("update card set due = ''")
        db.execute("delete from scheduled")
    store.close()
    again = Store(tmp_path / "progress.db")
    assert again.schedule.due(after(days=900)) == kept and len(kept) == 7
    again.close()


def test_an_attempt_changes_its_card_only_once_it_is_stored(store: Store) -> None:
    answered(store, "a")
    fill_disk(store)
    with pytest.raises(StoreError):
        add_many(store, begun(store))
    before = len(store.schedule.due(after(days=900)))
    empty_disk(store)
    store.flush()
    assert len(store.schedule.due(after(days=900))) == before + 1


# What is due


def test_due_items_are_counted_by_lesson(store: Store) -> None:
    for item, lesson in (("a", "conv"), ("b", "conv"), ("c", "dense")):
        answered(store, item, lesson=lesson)
    assert store.schedule.count_due(NOW) == {}
    assert store.schedule.next_due(NOW) == after(days=2)
    assert store.schedule.count_due(after(days=2)) == {"conv": 2, "dense": 1}
    assert store.schedule.next_due(after(days=2)) is None
    assert [card.item for card in store.schedule.due(after(days=2), ["dense"])] == ["c"]


def test_flash_cards_and_missed_items_come_first_then_the_longest_overdue(
    store: Store,
) -> None:
    answered(store, "new", after(hours=1))
    answered(store, "old")
    answered(store, "missed", after(hours=2), "wrong")
    rated(store, "card", 3, after(hours=3))
    assert [card.item for card in store.schedule.due(after(days=9))] == [
        "missed",
        "card",
        "old",
        "new",
    ]
    assert [card.item for card in store.schedule.due(after(days=9), at_most=3)] == [
        "missed",
        "card",
        "old",
    ]


def test_the_count_and_the_list_of_due_items_agree_at_every_hour(store: Store) -> None:
    for number in range(8):
        answered(
            store, f"item-{number}", after(hours=7 * number), "wrong" if number % 3 else "right"
        )
    for hour in range(-80, 120, 3):
        assert len(store.schedule.due(after(hours=hour))) == sum(
            store.schedule.count_due(after(hours=hour)).values()
        )


def test_a_dropped_item_leaves_the_schedule_until_it_is_answered_again(
    store: Store,
) -> None:
    answered(store, "a")
    answered(store, "b")
    store.schedule.drop([("conv", "a")])
    assert [card.item for card in store.schedule.due(after(days=9))] == ["b"]
    assert answered(store, "a", after(days=9)).ratings == (3, 3)


def test_new_flash_cards_are_counted_once_on_their_study_day(store: Store) -> None:
    rated(store, "a", 1)
    rated(store, "a", 3, after(days=1))
    rated(store, "b", 3, after(days=1))
    answered(store, "c", after(days=1))
    found = [store.schedule.new_cards_of_day(after(days=number)) for number in range(3)]
    assert found == [1, 1, 0]


# Time


def test_an_item_that_falls_due_within_a_few_hours_is_due_and_counts_as_on_time(
    store: Store,
) -> None:
    answered(store, "a", hints=1)
    assert store.schedule.count_due(after(hours=15)) == {} and store.schedule.count_due(
        after(hours=17)
    ) == {"conv": 1}
    early = answered(store, "a", after(hours=17))
    answered(store, "b", hints=1)
    late = answered(store, "b", after(hours=24))
    assert early.recall.stability == late.recall.stability
    assert early.recall.due - early.recall.last == late.recall.due - late.recall.last


BERLIN = timezone(timedelta(hours=1))


def test_what_was_missed_in_the_evening_is_due_the_next_morning(store: Store) -> None:
    evening = datetime(2026, 12, 1, 21, 0, tzinfo=BERLIN)
    answered(store, "a", evening, "wrong")
    assert store.schedule.count_due(evening + timedelta(hours=6)) == {}
    morning = evening + timedelta(hours=11)
    assert store.schedule.count_due(morning) == {"conv": 1}
    in_time = answered(store, "a", morning)
    answered(store, "b", evening, "wrong")
    assert in_time.recall.stability == answered(store, "b", evening + timedelta(1)).recall.stability


def test_what_was_missed_after_midnight_is_not_due_again_on_the_same_study_day(
    store: Store,
) -> None:
    night = datetime(2026, 12, 2, 1, 0, tzinfo=BERLIN)
    answered(store, "a", night, "wrong")
    assert store.schedule.count_due(night + timedelta(minutes=10)) == {}
    assert store.schedule.count_due(night + timedelta(hours=7)) == {"conv": 1}


def test_the_learner_chooses_when_a_study_day_starts(store: Store) -> None:
    evening = datetime(2026, 12, 1, 21, 0, tzinfo=BERLIN)
    answered(store, "a", evening, "wrong")
    store.schedule.day_start = 9
    assert store.schedule.count_due(evening + timedelta(hours=11)) == {}
    assert store.schedule.count_due(evening + timedelta(hours=12)) == {"conv": 1}


def test_the_same_times_in_other_time_zones_give_the_same_cards(store: Store) -> None:
    east, west = timezone(timedelta(hours=13)), timezone(timedelta(hours=-11))
    answered(store, "a")
    answered(store, "b", NOW.astimezone(east))
    first, other = (
        answered(store, "a", after(days=3)),
        answered(store, "b", after(days=3).astimezone(west)),
    )
    assert first.recall == other.recall and first.first == other.first
    assert store.schedule.count_due(after(days=14).astimezone(east)) == store.schedule.count_due(
        after(days=14).astimezone(west)
    )


def test_a_clock_that_goes_backwards_counts_as_no_time_and_loses_no_card(store: Store) -> None:
    answered(store, "a", after(days=10))
    card = answered(store, "a")
    assert card.recall.last == NOW < card.recall.due <= after(days=365)
    assert card.recall.chance(after(days=-5)) == 1.0


def test_a_card_rated_by_a_clock_that_was_years_ahead_is_due_now(store: Store) -> None:
    answered(store, "a", NOW.replace(year=2036))
    assert store.schedule.count_due(NOW) == {"conv": 1}
    card = answered(store, "a")
    assert card.recall.last == NOW and store.schedule.count_due(NOW) == {}


# Overriding


def test_an_override_replaces_the_rating_of_the_latest_try_and_leaves_the_try_as_it_was(
    store: Store,
) -> None:
    card = answered(store, "a", verdict="wrong")
    changed = store.schedule.override(card, 4, after(minutes=1))
    assert changed.ratings == (4,) and days(changed) == 8
    assert [stored.verdict for stored in store.of_lesson("conv")] == ["wrong"]
    assert store.schedule.override(changed, 2, after(minutes=2)).ratings == (2,)
    assert answered(store, "a", after(days=1)).ratings == (2, 3)


def test_every_override_is_stored(store: Store) -> None:
    card = answered(store, "a")
    for rating in (1, 4, 3):
        card = store.schedule.override(card, rating, NOW)
    assert store.read("select rating from override order by id") == [(1,), (4,), (3,)]


# Reasons


def test_the_reason_names_the_ratings_the_stability_the_date_and_the_chance_now(
    store: Store,
) -> None:
    answered(store, "a")
    card = answered(store, "a", after(days=2))
    assert reason(card, after(days=2)) == (
        "You were right 2 times in a row. Your chance of recall is expected to fall to 90 % "
        "after 11 days, on"
        " 14 March. It is now about 100 %."
    )
    assert reason(card, after(days=13)).endswith("It is now about 90 %.")


def test_the_reason_names_the_shortest_and_the_longest_interval(store: Store) -> None:
    missed = answered(store, "a", verdict="wrong")
    assert reason(missed, NOW) == (
        "You missed it. Your chance of recall would fall to 90 % after 0.2 days, but the shortest"
        " interval is a day. It is now about 100 %."
    )
    known, now = rated(store, "b", 4), NOW
    for _ in range(2):
        now = known.recall.due
        known = rated(store, "b", 4, now)
    assert reason(known, now).startswith(
        "You rated it easy 3 times in a row. Your chance of recall would fall to 90 % after "
        "397 days, but"
    )
    assert "capped at one year, so the item is due on 14 May 2027." in reason(known, now)


def test_days_are_named_in_the_time_zone_of_now() -> None:
    late = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    here = timezone(timedelta(hours=2))
    assert when(late, late) == "today" and when(late + timedelta(hours=1), late) == "tomorrow"
    assert when(late + timedelta(days=2), late) == "in 2 days, on 2 January 2027"
    assert when(late, late.astimezone(here)) == "today"
    assert when(late + timedelta(days=2), late.astimezone(here)) == "in 2 days, on 3 January"
