from collections.abc import Sequence

import pytest

from engine.models.answers import Answer
from engine.models.proven import LEVELS
from engine.proving.enough import shortfalls
from tests.engine.items import BLANKS, CHOICE, COUNT, item

NO_CARDS = "no cards to review: items of kind card are missing"


def said_of(easy: Sequence[Answer], medium: Sequence[Answer], hard: Sequence[Answer]) -> list[str]:
    levels = zip(LEVELS, (easy, medium, hard), strict=True)
    return list(shortfalls([item("one", answer, level) for level, answers in levels for answer in answers]))


def test_ten_items_of_the_right_levels_are_a_test() -> None:
    assert said_of([COUNT] * 3, [BLANKS] * 3 + [CHOICE], [CHOICE] * 3) == [NO_CARDS]


def test_items_of_a_level_that_are_missing_are_told() -> None:
    assert said_of([COUNT] * 2, [COUNT] * 9, []) == ["no test: it needs 3 easy items (2), 3 hard items (0)", NO_CARDS]


@pytest.mark.parametrize("typed", [0, 5])
def test_too_few_typed_items_are_told(typed: int) -> None:
    hard = [CHOICE] * 3
    medium = [COUNT] * min(typed, 3) + [CHOICE] * (4 - min(typed, 3))
    easy = [COUNT] * (typed - min(typed, 3)) + [CHOICE] * 3
    told = f"no test: 6 of its ten items must be typed, and at most {typed} can be"
    assert said_of(easy, medium, hard) == [told, NO_CARDS]


def test_typed_items_beyond_what_a_level_asks_do_not_help() -> None:
    told = "no test: 6 of its ten items must be typed, and at most 4 can be"
    assert said_of([CHOICE] * 3, [COUNT] * 12, [CHOICE] * 3) == [told, NO_CARDS]
