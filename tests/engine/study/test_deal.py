"""Sessions choose the right items in the right order."""

from collections import Counter
from collections.abc import Sequence

import pytest

from tests.engine.items import COUNT, attempt, item, lesson
from torchquiz.engine.banks.quota import why_no_test
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.answers import Reveal
from torchquiz.engine.models.proven import LEVELS, Lesson, Level
from torchquiz.engine.study.deal import by_level, deal
from torchquiz.engine.study.deal_test_items import deal_more, deal_test


def of(*levels: Level) -> list[tuple[str, Level]]:
    return [(f"{level}-{number}", level) for number, level in enumerate(levels)]


MIXED = lesson(*(item(name, level=level) for name, level in of(*LEVELS * 8)))
NAMES = [head.id for head in MIXED.items]


def test_practice_goes_from_easy_to_hard_with_each_level_in_proportion() -> None:
    dealt = deal(MIXED, [], 6)
    assert [name.split("-")[0] for name in dealt] == [
        "easy",
        "easy",
        "medium",
        "medium",
        "hard",
        "hard",
    ]


def test_within_a_level_items_keep_the_order_of_the_lesson() -> None:
    assert [head.id for head in by_level(reversed(MIXED.items))][:2] == ["easy-21", "easy-18"]


def test_missed_items_come_before_new_ones_and_those_before_known_ones() -> None:
    easy = lesson(*(item(name) for name in "abcdef"))
    attempts = [attempt("a"), attempt("e", "wrong"), attempt("f", "wrong"), attempt("b")]
    assert [set(deal(easy, attempts, count)) for count in (2, 4, 5)] == [
        set("ef"),
        set("efcd"),
        set("efcda"),
    ]


def test_among_known_items_the_one_answered_longest_ago_comes_first() -> None:
    easy = lesson(*(item(name) for name in "abcd"))
    attempts = [attempt(name) for name in "abcda"]
    assert deal(easy, attempts, 2) == ("b", "c")


def test_a_lesson_with_fewer_items_than_a_session_is_dealt_completely_once() -> None:
    dealt = deal(MIXED, [attempt(name, "wrong") for name in NAMES[:5]], 100)
    assert sorted(dealt) == sorted(NAMES)


def test_an_item_that_left_the_lesson_is_not_dealt() -> None:
    assert deal(lesson(item("a")), [attempt("gone", "wrong"), attempt("a")]) == ("a",)


# Tests

TEN = {"easy": 3, "medium": 4, "hard": 3}


def bank(**counts: tuple[int, int]) -> Lesson:
    """Return a lesson with, for each level, a number of typed questions and of choices."""
    items = []
    for level in LEVELS:
        typed, chosen = counts[level]
        items += [item(f"{level}-typed-{number}", COUNT, level) for number in range(typed)]
        items += [item(f"{level}-chosen-{number}", level=level) for number in range(chosen)]
    return lesson(*items)


WIDE = bank(easy=(4, 4), medium=(5, 5), hard=(4, 4))


def of_level(dealt: Sequence[str]) -> dict[str, int]:
    return dict(Counter(name.split("-")[0] for name in dealt))


def typed(dealt: Sequence[str]) -> int:
    return sum("typed" in name for name in dealt)


@pytest.mark.parametrize("seed", range(20))
def test_a_test_asks_three_easy_four_medium_and_three_hard_questions_six_of_them_typed(
    seed: int,
) -> None:
    dealt = deal_test(WIDE, seed, [])
    assert of_level(dealt) == TEN and typed(dealt) >= 6 and len(set(dealt)) == 10
    assert [name.split("-")[0] for name in dealt] == ["easy"] * 3 + ["medium"] * 4 + ["hard"] * 3


def test_another_seed_asks_other_questions() -> None:
    assert len({deal_test(WIDE, seed, []) for seed in range(20)}) > 10


def test_questions_not_seen_for_longest_are_asked_first() -> None:
    seen = [attempt(head.id) for head in WIDE.items]
    early = {"easy-chosen-0", "medium-typed-4", "hard-typed-3"}
    seen.sort(key=lambda earlier: earlier.item not in early)
    assert early <= set(deal_test(WIDE, 7, seen))
    fresh = [earlier for earlier in seen if earlier.item not in {"hard-chosen-1", "easy-typed-2"}]
    assert {"hard-chosen-1", "easy-typed-2"} <= set(deal_test(WIDE, 7, fresh))


def test_two_tests_in_a_row_share_no_question_if_there_are_enough() -> None:
    for seed in range(20):
        first = deal_test(WIDE, seed, [])
        second = deal_test(WIDE, seed + 1, [attempt(name) for name in first], first)
        assert set(first).isdisjoint(second)


def test_having_six_typed_questions_matters_more_than_avoiding_the_last_test() -> None:
    small = bank(easy=(2, 4), medium=(2, 6), hard=(2, 4))
    first = deal_test(small, 1, [])
    second = deal_test(small, 2, [], first)
    assert typed(second) == 6 and len(set(first) & set(second)) == 6


@pytest.mark.parametrize(
    ("counts", "reason"),
    [
        (
            {"easy": (1, 1), "medium": (4, 4), "hard": (4, 4)},
            "a test needs 3 easy questions, but the lesson has 2.",
        ),
        (
            {"easy": (3, 3), "medium": (4, 4), "hard": (0, 0)},
            "a test needs 3 hard questions, but the lesson has 0.",
        ),
        (
            {"easy": (9, 9), "medium": (1, 9), "hard": (1, 9)},
            "a test needs 6 questions with a typed answer, but the lesson has 5.",
        ),
    ],
)
def test_a_lesson_that_cannot_be_tested_says_why(
    counts: dict[str, tuple[int, int]], reason: str
) -> None:
    short = bank(**counts)
    assert why_no_test(short) == f"Convolutions has no test yet: {reason}"
    with pytest.raises(TorchquizError, match="Convolutions has no test yet"):
        deal_test(short, 7, [])
    assert why_no_test(WIDE) == ""


def test_cards_are_never_asked_in_a_test() -> None:
    cards = [item(f"hard-card-{number}", Reveal("The back."), "hard") for number in range(9)]
    few = lesson(
        *(item(head.id, COUNT, head.level) for head in WIDE.items if head.level != "hard"), *cards
    )
    assert why_no_test(few).endswith("a test needs 3 hard questions, but the lesson has 0.")


def test_the_five_extra_questions_are_new_and_mostly_medium_and_hard() -> None:
    asked = deal_test(WIDE, 7, [])
    more = deal_more(WIDE, 7, [], asked)
    assert of_level(more) == {"easy": 1, "medium": 2, "hard": 2} and set(more).isdisjoint(asked)
    assert typed(more) >= 3


def test_a_test_is_extended_to_twenty_questions_at_most() -> None:
    asked: list[str] = list(deal_test(WIDE, 7, []))
    lengths = []
    while more := deal_more(WIDE, 7, [], asked):
        asked += more
        lengths.append(len(asked))
    assert lengths == [15, 20] and len(set(asked)) == 20


def test_if_a_level_runs_out_the_others_fill_the_gap() -> None:
    short = bank(easy=(3, 2), medium=(4, 3), hard=(3, 0))
    more = deal_more(short, 7, [], deal_test(short, 7, []))
    assert len(more) == 5 and "hard" not in of_level(more)
    whole = [head.id for head in short.items]
    assert deal_more(short, 7, [], whole) == ()
