"""Answers by ordering lines: looked up where that suffices, else run against the goal."""

import pytest

from tests.engine.items import LINES, STEPS
from torchquiz.engine.grading import grade
from torchquiz.engine.grading.arrange import nearest, places
from torchquiz.engine.grading.grade import RIGHT, Arranged, Entered, Grade, Response, Unreadable
from torchquiz.engine.models.answers import Arrange
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.engine.variants.blanks import line_at, said_at

pytest_plugins = ["tests.engine.fixtures"]


def never(job: Job) -> Outcome:
    raise AssertionError("this need not be run")


@pytest.mark.parametrize("order", LINES.right)
def test_every_proven_order_is_right_without_being_run(order: tuple[int, ...]) -> None:
    assert grade(LINES, Arranged(order), never) == RIGHT


def test_a_foreseen_order_is_named_without_being_run() -> None:
    found = grade(LINES, Arranged((2, 0, 1)), never)
    assert isinstance(found, Grade)
    assert (found.verdict, found.misconception, found.because) == (
        "wrong",
        "names-wait",
        "Nothing is there to add.",
    )
    assert found.cells == (False, True, False)


@pytest.mark.parametrize(
    ("answer", "order", "because", "error", "code"),
    [
        (
            LINES,
            (0, 2, 1),
            "In this order, the code does not run through.",
            "NameError: name 'b' is not defined (at c = a + b)",
            "",
        ),
        (
            STEPS,
            (0, 2, 1),
            "It runs, but misses the goal: x is 8.",
            "",
            "x = 1\nx = x + 3\nx = 2 * x",
        ),
        (
            STEPS,
            (1, 0, 2),
            "In this order, the code does not run through.",
            "NameError: name 'x' is not defined (at x = 2 * x)",
            "x = 2 * x\nx = 1\nx = x + 3",
        ),
    ],
)
def test_any_other_order_is_run_and_told_what_it_gives(
    pool: Pool, answer: Arrange, order: tuple[int, ...], because: str, error: str, code: str
) -> None:
    found = grade(answer, Arranged(order), pool.run)
    assert isinstance(found, Grade) and found.run is not None
    assert (found.verdict, found.because, found.run.error, found.run.code) == (
        "wrong",
        because,
        error,
        code,
    )
    assert found.cells == places(answer, order)


def test_a_worker_that_died_is_never_a_wrong_answer() -> None:
    found = grade(
        LINES,
        Arranged((0, 2, 1)),
        lambda job: Outcome("lost", reason="the worker died twice while it ran"),
    )
    assert isinstance(found, Grade) and found.verdict == "uncounted"


@pytest.mark.parametrize(
    "response",
    [Arranged(()), Arranged((0, 1)), Arranged((0, 1, 1)), Arranged((0, 1, 3)), Entered(("b",))],
)
def test_what_gives_not_every_line_a_place_is_asked_again(response: Response) -> None:
    assert grade(LINES, response, never) == Unreadable("Give every line a place first.")


def test_places_are_counted_from_the_right_order_that_is_nearest() -> None:
    assert nearest(LINES, (1, 2, 0)) == (1, 0, 2)
    assert places(LINES, (1, 2, 0)) == (True, False, False)
    assert places(LINES, (0, 2, 1)) == (True, False, False)


def test_a_line_of_the_filled_program_is_found_again() -> None:
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
    assert said_at(program, lines, 4) == " (at a = 1)" and said_at(program, lines, 6) == ""
