"""Ten adaptive questions find where a learner should begin."""

from random import Random

import pytest

from torchquiz.engine.models.reference import Reference
from torchquiz.engine.progress.verdict import right_probability
from torchquiz.engine.study.weakness.placement import (
    KNOWN,
    QUESTIONS,
    UNKNOWN,
    PlacementAnswer,
    PlacementItem,
    choose_question,
    distribution,
    lesson_to_begin,
)

LESSONS = 5
ITEMS = [
    PlacementItem(Reference(f"lesson-{lesson}", f"{level}-{number}"), lesson, level, chance)
    for lesson in range(LESSONS)
    for level in ("easy", "medium", "hard")
    for number, chance in enumerate((0.02, 0.25, 0.02))
]


def placed(known: int, seed: int) -> int:
    """Return the lesson recommended to a simulated learner who knows the first lessons."""
    random, answers = Random(seed), list[PlacementAnswer]()
    for _ in range(QUESTIONS):
        item = choose_question(LESSONS, ITEMS, answers)
        assert item is not None
        ability = KNOWN if item.lesson < known else UNKNOWN
        is_right = random.random() < right_probability(item.level, item.chance, ability)
        answers.append(PlacementAnswer(item, is_right))
    return lesson_to_begin(LESSONS, answers)


def test_nothing_is_known_before_the_first_answer() -> None:
    assert distribution(LESSONS, ()) == pytest.approx([1 / 6] * 6)


def test_the_first_question_is_about_the_middle_of_the_course() -> None:
    first = choose_question(LESSONS, ITEMS, ())
    assert first is not None and first.lesson in (2, 3) and first.chance == 0.02


def test_no_question_is_asked_twice() -> None:
    answers: list[PlacementAnswer] = []
    while item := choose_question(1, ITEMS[:9], answers):
        answers.append(PlacementAnswer(item, True))
    assert len({answer.asked.item for answer in answers}) == 9


@pytest.mark.parametrize("known", range(LESSONS + 1))
def test_most_learners_begin_within_a_lesson_of_the_right_one(known: int) -> None:
    off = [abs(placed(known, seed) - known) for seed in range(60)]
    assert sum(distance == 0 for distance in off) >= 36
    assert sum(distance <= 1 for distance in off) >= 54


def test_all_right_means_that_every_lesson_is_known_and_all_wrong_none() -> None:
    for is_right, begin in ((True, LESSONS), (False, 0)):
        answers: list[PlacementAnswer] = []
        for _ in range(QUESTIONS):
            item = choose_question(LESSONS, ITEMS, answers)
            assert item is not None
            answers.append(PlacementAnswer(item, is_right))
        assert lesson_to_begin(LESSONS, answers) == begin
