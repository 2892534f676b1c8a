"""Tests the statistics of items, which are computed from exported attempts."""

import random
from pathlib import Path

import pytest

from torchquiz.engine.authoring.measures import FEW, TAKEN_ENOUGH, measure
from torchquiz.tui.cli import main

Row = dict[str, object]

pytest_plugins = ["tests.engine.fixtures"]


def row(
    learner: str,
    item: str,
    is_right: bool,
    *,
    at: str = "2026-01-01",
    try_number: int = 1,
    belief: str = "",
    s: float = 10,
) -> Row:
    return {
        "learner": learner,
        "lesson": "conv",
        "item": item,
        "verdict": "right" if is_right else "wrong",
        "misconception": belief,
        "try_number": try_number,
        "at": at,
        "elapsed_ms": s * 1000,
    }


def class_of(learners: int) -> list[Row]:
    """Return attempts: strong learners solve `good` and miss `turned`; everyone guesses `blind`."""
    dice = random.Random(0)
    rows = []
    for number in range(learners):
        name, strength = f"learner-{number}", number / learners
        rows += [row(name, f"other-{place}", strength > place / 10) for place in range(10)]
        rows += [
            row(name, "good", strength > 0.5),
            row(name, "turned", strength < 0.5),
            row(name, "blind", dice.random() < 0.5),
        ]
    return rows


def test_an_item_that_strong_learners_solve_has_a_high_discrimination() -> None:
    measures = {item.item: item for item in measure(class_of(60), {})}
    good, turned, blind = (measures[name].discrimination for name in ("good", "turned", "blind"))
    assert good is not None and turned is not None and blind is not None
    assert good > 0.6 and turned < -0.6 and abs(blind) < 0.3
    assert "check its key" in measures["turned"].remark and measures["good"].remark == ""


def test_few_learners_give_no_correlation() -> None:
    (item,) = measure([row(f"{number}", "a", is_right=True) for number in range(FEW - 1)], {})
    assert item.discrimination is None


def test_only_the_first_answer_of_a_learner_counts() -> None:
    rows = [
        row("ada", "a", is_right=True, at="2026-01-03"),
        row("ada", "a", is_right=True, at="2026-01-01", try_number=2),
        row("ada", "a", is_right=False, at="2026-01-01", s=30),
    ]
    (item,) = measure(rows, {})
    assert (item.answers, item.right, item.median_s) == (1, 0.0, 30)


@pytest.mark.parametrize(("count", "idle"), [(TAKEN_ENOUGH, ("never",)), (TAKEN_ENOUGH - 1, ())])
def test_a_distractor_that_is_never_chosen_is_named_once_there_are_enough_answers(
    count: int, idle: tuple[str, ...]
) -> None:
    rows = [
        row(f"{number}", "a", is_right=bool(number), belief="" if number else "often")
        for number in range(count)
    ]
    (item,) = measure(rows, {("conv", "a"): ("often", "never")})
    assert item.idle == idle and item.misconceptions == {"often": 1}


def test_without_attempts_the_message_says_what_to_do(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["stats"]) == 2
    assert "No questions have been answered yet" in capsys.readouterr().err
