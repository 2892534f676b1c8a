"""Tests the grading of flash cards."""

import pytest

from torchquiz.engine.grading import grade
from torchquiz.engine.grading.grade import Entered, Grade, Rated, Rating, Unreadable
from torchquiz.engine.models.answers import Reveal
from torchquiz.engine.sandbox.job import Job, Outcome

BACK = Reveal("It adds zeros.")


def never(job: Job) -> Outcome:
    raise AssertionError("this must be graded without running it")


@pytest.mark.parametrize(
    ("rating", "verdict", "credit"),
    [(1, "wrong", 0.0), (2, "right", 0.5), (3, "right", 1.0), (4, "right", 1.0)],
)
def test_a_rating_decides_verdict_and_credit(rating: Rating, verdict: str, credit: float) -> None:
    result = grade(BACK, Rated(rating), never)
    assert isinstance(result, Grade) and (result.verdict, result.credit) == (verdict, credit)


@pytest.mark.parametrize("response", [Rated(5), Rated(0), Entered(("3",))])  # type: ignore[arg-type]
def test_an_invalid_rating_is_asked_again(response: Rated) -> None:
    assert isinstance(grade(BACK, response, never), Unreadable)
