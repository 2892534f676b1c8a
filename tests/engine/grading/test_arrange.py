"""Tests the grading of ordered lines: known orders are looked up, and others are run."""

import pytest

from tests.engine.items import LINES, STEPS
from torchquiz.engine.grading import grade
from torchquiz.engine.grading.arrange import nearest, places
from torchquiz.engine.grading.grade import RIGHT, Arranged, Entered, Grade, Response, Unreadable
from torchquiz.engine.models.answers import Arrange
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.variants.blanks import error_location, line_at

pytest_plugins = ["tests.engine.fixtures"]


def never(job: Job) -> Outcome:
    raise AssertionError("this must be graded without running it")


@pytest.mark.parametrize("order", LINES.right)
def test_every_proven_order_is_right_without_being_run(order: tuple[int, ...]) -> None:
    assert grade(LINES, Arranged(order), never) == RIGHT


def test_an_expected_wrong_order_is_named_without_being_run() -> None:
    result = grade(LINES, Arranged((2, 0, 1)), never)
    assert isinstance(result, Grade)
    assert (result.verdict, result.misconception, result.because) == (
        "wrong",
        "names-wait",
        "Nothing is there to add.",
    )
    assert result.cells == (False, True, False)


@pytest.mark.parametrize(
    ("answer", "order", "because", "error", "code"),
    [
        (
            LINES,
            (0, 2, 1),
            "In this order, the code raises an error.",
            "NameError: name 'b' is not defined (at c = a + b)",
            "",
        ),
        (
            STEPS,
            (0, 2, 1),
            "The code runs, but misses the goal: x is 8.",
            "",
            "x = 1\nx = x + 3\nx = 2 * x",
        ),
        (
            STEPS,
            (1, 0, 2),
            "In this order, the code raises an error.",
            "NameError: name 'x' is not defined (at x = 2 * x)",
            "x = 2 * x\nx = 1\nx = x + 3",
        ),
    ],
)
def test_any_other_order_is_run_and_its_result_is_shown(
    pool: Pool, answer: Arrange, order: tuple[int, ...], because: str, error: str, code: str
) -> None:
    result = grade(answer, Arranged(order), pool.run)
    assert isinstance(result, Grade) and result.run is not None
    assert (result.verdict, result.because, result.run.error, result.run.code) == (
        "wrong",
        because,
        error,
        code,
    )
    assert result.cells == places(answer, order)


def test_a_worker_that_died_is_never_a_wrong_answer() -> None:
    result = grade(
        LINES,
        Arranged((0, 2, 1)),
        lambda job: Outcome("lost", reason="the worker died twice while it ran"),
    )
    assert isinstance(result, Grade) and result.verdict == "uncounted"


@pytest.mark.parametrize(
    "response",
    [Arranged(()), Arranged((0, 1)), Arranged((0, 1, 1)), Arranged((0, 1, 3)), Entered(("b",))],
)
def test_an_order_that_does_not_use_every_line_once_is_asked_again(response: Response) -> None:
    assert grade(LINES, response, never) == Unreadable("Use every line exactly once.")


def test_lines_are_compared_with_the_nearest_right_order() -> None:
    assert nearest(LINES, (1, 2, 0)) == (1, 0, 2)
    assert places(LINES, (1, 2, 0)) == (True, False, False)
    assert places(LINES, (0, 2, 1)) == (True, False, False)


def test_a_line_of_the_filled_program_is_traced_back_to_the_learners_line() -> None:
    program = "start = 0\nfor _ in range(2):\n    ____\nend = 1"
    lines = ["a = 1\nb = 2", "c = 3"]
    assert [line_at(program, lines, number) for number in range(1, 7)] == [
        None,
        None,
        0,
        0,
        1,
        None,
    ]
    assert (
        error_location(program, lines, 4) == " (at a = 1)"
        and error_location(program, lines, 6) == ""
    )
