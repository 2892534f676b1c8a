"""A lesson offers only the activities for which it has content."""

from pathlib import Path

import pytest

from tests.engine.items import CHOICE, COUNT, item, lesson
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.answers import Answer
from torchquiz.engine.models.proven import Lesson, Level
from torchquiz.engine.progress.mastery import KnownItems
from torchquiz.engine.study.deal_test_items import deal_test
from torchquiz.engine.study.next_step import next_activity
from torchquiz.engine.study.offered import offered
from torchquiz.engine.study.standing import Standing

EASY: tuple[Level, ...] = ("easy",)
MEDIUM: tuple[Level, ...] = ("medium",)
HARD: tuple[Level, ...] = ("hard",)
LEVELS = EASY * 3 + MEDIUM * 4 + HARD * 3
"""The levels of the questions of a test."""


def ten_items(answer: Answer) -> Lesson:
    return lesson(
        *(item(f"{level}-{number}", answer, level) for number, level in enumerate(LEVELS))
    )


def standing(lesson: Lesson, right: int = 0, wrong: int = 0) -> Standing:
    known = KnownItems(right, wrong, len(lesson.items))
    return Standing(Path("lesson.yaml"), lesson.head, known)


def test_a_lesson_of_ten_choice_items_offers_no_test() -> None:
    choice_only = ten_items(CHOICE)
    assert offered(standing(choice_only)) == ["practice"]
    assert next_activity(standing(choice_only, right=10)) is None
    with pytest.raises(
        TorchquizError, match="6 questions with a typed answer, but the lesson has 0"
    ):
        deal_test(choice_only, 7, [])


def test_a_lesson_of_ten_typed_items_offers_the_test_that_is_dealt() -> None:
    typed = ten_items(COUNT)
    assert offered(standing(typed)) == ["practice", "test"]
    assert next_activity(standing(typed, right=10)) == "test"
    assert len(deal_test(typed, 7, [])) == 10


def test_missed_items_and_a_review_are_offered_once_something_was_answered() -> None:
    assert offered(standing(ten_items(CHOICE), right=1)) == ["practice", "review"]
    assert offered(standing(ten_items(CHOICE), wrong=1)) == ["practice", "missed", "review"]


def test_nothing_is_offered_until_the_lesson_is_proven() -> None:
    assert offered(Standing(Path("lesson.yaml"), None, KnownItems(0, 0, 0))) == []
