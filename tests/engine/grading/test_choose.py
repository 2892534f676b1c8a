"""Answers by choosing."""

import pytest

from tests.engine.items import BELIEF, CHOICE, MARKS, PADDED
from torchquiz.engine.grading import grade
from torchquiz.engine.grading.grade import RIGHT, Chosen, Entered, Grade, Unreadable
from torchquiz.engine.sandbox.job import Job, Outcome


def never(job: Job) -> Outcome:
    raise AssertionError("nothing is run for a choice")


def test_the_key_is_right() -> None:
    assert grade(CHOICE, Chosen((0,)), never) == RIGHT == grade(MARKS, Chosen((1, 0)), never)


def test_a_wrong_option_says_why_what_it_rests_on_and_what_it_gives() -> None:
    assert grade(CHOICE, Chosen((1,)), never) == Grade(
        "wrong", 0.0, "Nothing is added.", "padding-is-automatic", BELIEF, PADDED
    )


@pytest.mark.parametrize("picks", [(), (3,), (-1,), (0, 1)])
def test_what_is_no_choice_is_asked_again(picks: tuple[int, ...]) -> None:
    assert isinstance(grade(CHOICE, Chosen(picks), never), Unreadable)


def test_what_was_typed_is_no_choice() -> None:
    assert isinstance(grade(CHOICE, Entered(("1",)), never), Unreadable)


@pytest.mark.parametrize(
    ("picks", "credit"),
    [((0,), 0.5), ((0, 1, 2), 0.5), ((0, 2), 0.0), ((2,), 0.0), ((0, 1, 2, 3), 0.0), ((1, 1), 0.5)],
)
def test_credit_is_for_keys_less_wrong_marks_and_never_below_nothing(
    picks: tuple[int, ...], credit: float
) -> None:
    found = grade(MARKS, Chosen(picks), never)
    assert isinstance(found, Grade)
    assert (found.verdict, found.credit) == ("wrong", credit)


def test_feedback_speaks_of_every_wrong_and_every_missing_mark() -> None:
    found = grade(MARKS, Chosen((0, 2)), never)
    assert isinstance(found, Grade)
    assert (
        found.because
        == "Not true: It has a memory.\nIt keeps nothing.\nTrue as well: It has a bias."
    )
    assert found.misconception == "layers-remember"


def test_a_mark_that_is_only_missing_has_no_misconception() -> None:
    found = grade(MARKS, Chosen((0,)), never)
    assert isinstance(found, Grade) and (found.misconception, found.because) == (
        "",
        "True as well: It has a bias.",
    )
