"""Tests the grading of code in blanks: known answers are compared, and others are run."""

import pytest

from tests.engine.items import BLANKS
from torchquiz.engine.grading import grade
from torchquiz.engine.grading.grade import RIGHT, Chosen, Entered, Grade, Unreadable
from torchquiz.engine.grading.typed_value import whole
from torchquiz.engine.models.answers import Condition, Fill, Program
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]


def never(job: Job) -> Outcome:
    raise AssertionError("this must be graded without running it")


@pytest.mark.parametrize("texts", [("3", "1"), (" 3 ", "1  # one"), ("(3)", "1"), ("\n3", "1")])
def test_the_key_is_right_without_being_run_whatever_its_layout(texts: tuple[str, ...]) -> None:
    assert grade(BLANKS, Entered(texts), never) == RIGHT


def test_an_expected_mistake_is_named_without_being_run() -> None:
    result = grade(BLANKS, Entered(("3", "2")), never)
    assert isinstance(result, Grade) and (result.verdict, result.misconception) == (
        "wrong",
        "padding-rounds-up",
    )


@pytest.mark.parametrize("texts", [("", "1"), ("3", "  ")])
def test_an_empty_blank_is_asked_again(texts: tuple[str, ...]) -> None:
    assert grade(BLANKS, Entered(texts), never) == Unreadable("Fill in every blank first.")


@pytest.mark.parametrize("texts", [("3",), ("3", "1", "2"), ()])
def test_too_few_or_too_many_texts_are_asked_again(texts: tuple[str, ...]) -> None:
    assert isinstance(grade(BLANKS, Entered(texts), never), Unreadable)


@pytest.mark.parametrize("text", ["(", "3 4", "def", "\0", "(" * 5000])
def test_invalid_python_is_asked_again(text: str) -> None:
    result = grade(BLANKS, Entered((text, "1")), never)
    assert isinstance(result, Unreadable) and result.sentence.startswith(
        "With your answer, the code is not valid Python: "
    )


def test_a_choice_is_not_code() -> None:
    assert isinstance(grade(BLANKS, Chosen((0,)), never), Unreadable)


@pytest.mark.parametrize(
    "texts", [("5", "2"), ("7", "kernel // 2"), ("1", "wanted - 28 if False else 0")]
)
def test_whatever_meets_the_goal_is_right(pool: Pool, texts: tuple[str, ...]) -> None:
    assert grade(BLANKS, Entered(texts), pool.run) == RIGHT


@pytest.mark.parametrize(
    ("texts", "because", "error"),
    [
        (("5", "1"), "The code runs, but misses the goal: size is 26.", ""),
        (
            ("5", "1 / 0"),
            "With your answer, the code raises an error.",
            "ZeroDivisionError: division by zero",
        ),
        (
            ("5", "nowhere"),
            "With your answer, the code raises an error.",
            "NameError: name 'nowhere' is not defined",
        ),
        (("5", "exit()"), "With your answer, the code raises an error.", "SystemExit: None"),
    ],
)
def test_code_that_misses_the_goal_is_reported_with_its_result(
    pool: Pool, texts: tuple[str, ...], because: str, error: str
) -> None:
    result = grade(BLANKS, Entered(texts), pool.run)
    assert isinstance(result, Grade) and result.run is not None
    assert (result.verdict, result.because, result.run.error) == ("wrong", because, error)


def test_a_program_without_the_asked_name_is_reported(pool: Pool) -> None:
    answer = Fill(("____",), ("y = 2",), Program("x = 1", "____", "y == 2", {}))
    result = grade(answer, Entered(("z = 2",)), pool.run)
    assert isinstance(result, Grade) and result.verdict == "wrong"
    assert (
        result.because
        == "The code runs, but its result cannot be checked: NameError: name 'y' is not defined."
    )


def test_a_worker_that_died_is_never_a_wrong_answer() -> None:
    result = grade(
        BLANKS,
        Entered(("5", "9")),
        lambda job: Outcome("lost", reason="the worker died twice while it ran"),
    )
    assert result == Grade(
        "uncounted",
        because="The code could not be run: the worker died twice while it ran."
        " This attempt does not count.",
    )


SHAPED = Fill(
    ("____",),
    ("torch.zeros(2, 3)",),
    Program(
        "import torch",
        "y = ____",
        "y.shape == (2, 3) and y.sum() == 0",
        {},
        (
            Condition(
                "y.shape == (2, 3)", "y.shape", Value("shape", [whole(2), whole(3)], "(2, 3)")
            ),
            Condition("y.sum() == 0", "y.sum()", None),
        ),
    ),
)


@pytest.mark.parametrize("text", ["torch.empty(2, 3).zero_()", "0 * torch.ones(2, 3)"])
def test_other_code_with_the_same_values_is_right(pool: Pool, text: str) -> None:
    assert grade(SHAPED, Entered((text,)), pool.run) == RIGHT


LIAR = "type('S', ({base},), {{'__eq__': lambda *_: True}})"


def forgery(shape: str) -> str:
    """Return an object with this shape that no convolution made."""
    return f"type('Y', (), {{'shape': {shape}, 'sum': lambda *_: 0}})()"


FORGERIES = {
    "an object that equals everything": forgery(f"{LIAR.format(base='object')}()"),
    "a tuple that equals everything": forgery(f"{LIAR.format(base='tuple')}()"),
    "a shape that equals everything": forgery(f"{LIAR.format(base='torch.Size')}((1,))"),
    "a replaced comparison": (
        f"[setattr(torch, 'Size', {LIAR.format(base='tuple')}), torch.ones(1)][1]"
    ),
}


@pytest.mark.parametrize("text", FORGERIES.values(), ids=FORGERIES)
def test_a_program_cannot_fake_its_goal(pool: Pool, text: str) -> None:
    result = grade(SHAPED, Entered((text,)), pool.run)
    assert isinstance(result, Grade) and result.verdict == "wrong", result


@pytest.mark.parametrize(
    "fill",
    ["'a'); size = 28; print(", "'a'); (size := 28", "[]) or len([0] * 28", "'a')\nsize = int(28"],
)
def test_a_fill_that_leaves_its_blank_is_asked_again(fill: str) -> None:
    answer = Fill(("____",), ("range(28)",), Program("", "size = len(____)", "size == 28", {}), ())
    result = grade(answer, Entered((fill,)), never)
    assert isinstance(result, Unreadable) and result.sentence.startswith(
        "Your code must stay within its blank"
    )
