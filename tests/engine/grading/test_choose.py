"""Tests the grading of chosen options."""

import pytest

from tests.engine.items import BELIEF, CHOICE, MARKS, PADDED
from torchquiz.engine.grading import grade
from torchquiz.engine.grading.grade import RIGHT, Chosen, Entered, Grade, Unreadable
from torchquiz.engine.sandbox.job import Job, Outcome


def never(job: Job) -> Outcome:
    raise AssertionError("nothing is run for a choice")


def test_the_key_is_right() -> None:
    assert grade(CHOICE, Chosen((0,)), never) == RIGHT == grade(MARKS, Chosen((1, 0)), never)


def test_a_wrong_option_has_an_explanation_a_misconception_and_a_run() -> None:
    assert grade(CHOICE, Chosen((1,)), never) == Grade(
        "wrong", 0.0, "Nothing is added.", "padding-is-automatic", BELIEF, PADDED
    )


@pytest.mark.parametrize("picks", [(), (3,), (-1,), (0, 1)])
def test_an_invalid_choice_is_asked_again(picks: tuple[int, ...]) -> None:
    assert isinstance(grade(CHOICE, Chosen(picks), never), Unreadable)


def test_a_typed_response_is_not_a_choice() -> None:
    assert isinstance(grade(CHOICE, Entered(("1",)), never), Unreadable)


@pytest.mark.parametrize(
    ("picks", "credit"),
    [((0,), 0.5), ((0, 1, 2), 0.5), ((0, 2), 0.0), ((2,), 0.0), ((0, 1, 2, 3), 0.0), ((1, 1), 0.5)],
)
def test_credit_is_given_for_keys_minus_wrong_marks_and_is_never_negative(
    picks: tuple[int, ...], credit: float
) -> None:
    result = grade(MARKS, Chosen(picks), never)
    assert isinstance(result, Grade)
    assert (result.verdict, result.credit) == ("wrong", credit)


def test_feedback_covers_every_wrong_and_every_missing_mark() -> None:
    result = grade(MARKS, Chosen((0, 2)), never)
    assert isinstance(result, Grade)
    assert (
        result.because == "Not true: It has a memory.\nIt keeps nothing.\nAlso true: It has a bias."
    )
    assert result.misconception == "layers-remember"


def test_a_missing_mark_has_no_misconception() -> None:
    result = grade(MARKS, Chosen((0,)), never)
    assert isinstance(result, Grade) and (result.misconception, result.because) == (
        "",
        "Also true: It has a bias.",
    )
