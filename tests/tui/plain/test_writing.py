"""Tests of written code, flash cards and experiments in the plain front end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui.conftest import Learner
from tests.tui.proven import CARD, WRITE
from tests.tui.small_items import chosen, item
from torchquiz.engine.sandbox.pool import Pool

LearnerOf = Callable[..., Learner]


@pytest.fixture(scope="module")
def pool() -> Iterator[Pool]:
    with Pool(1) as pool:
        yield pool


@pytest.fixture(autouse=True)
def shared_worker(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Share one worker among these tests instead of starting one for each command."""

    class Shared:
        def __init__(self, jobs: int) -> None:
            self.start, self.run = pool.start, pool.run

        def close(self) -> None:
            pass

    monkeypatch.setattr("torchquiz.engine.sandbox.pool.Pool", Shared)


def of(variant: object, kind: str) -> object:
    original = item("mine", kind, variant.answer, "")  # type: ignore[attr-defined]
    return replace(original, variants=(variant,))


WRITING = of(WRITE, "write")


def test_code_is_typed_up_to_a_single_dot_and_graded_by_its_checks(learner_of: LearnerOf) -> None:
    learner = learner_of(WRITING)
    said = learner.types("", "def total(xs):", "    return len(xs)", ".")
    assert (
        "Your code must meet these requirements:\n"
        "  1. Two numbers are added.\n  2. The sum of no numbers is 0.\n" in said.out
    )
    assert "Your code so far:\n    def total(xs):\n        return None\n" in said.out
    assert "Type the code, and end it with a line that contains only a dot. A dot" in said.out
    assert (
        "1 of 2 checks passed.\n  ✘ Two numbers are added.\n    → total([1, 2]) is 2, not 3\n"
        "  ✔ The sum" in said.out
    )
    assert "This counts.\nA common belief: “A sum is a count.”\n" in said.out
    assert "return sum(xs)" not in said.out
    assert [(attempt.verdict, attempt.credit) for attempt in learner.attempts()] == [("wrong", 0.5)]


def test_the_solution_is_printed_on_request(learner_of: LearnerOf) -> None:
    said = learner_of(WRITING).types("", "total = len", ".", "s")
    assert "s for the solution" in said.out
    assert said.out.count("1 of 2 checks passed.") == 1
    assert "Worked solution:\n  1. Python has `sum`.\n" in said.out and "return sum(xs)" in said.out


def test_code_can_be_typed_at_once_and_its_draft_is_kept(learner_of: LearnerOf) -> None:
    learner = learner_of(WRITING)
    learner.types("total = (", ".")
    assert "Your code so far:\n    total = (\n" in learner.types(":q").out
    assert learner.attempts() == []


def test_typed_lines_are_kept_when_the_learner_stops(learner_of: LearnerOf) -> None:
    learner = learner_of(WRITING)
    learner.types("", "def total(xs):", ":q")
    said = learner.types("", ":h", "    return sum(xs)", ".")
    assert "You have typed these lines already:\n    def total(xs):\n... :h\nHint" in said.out
    assert "\nRight.\n" in said.out


def test_a_line_typed_at_once_replaces_the_kept_lines(learner_of: LearnerOf) -> None:
    learner = learner_of(WRITING)
    learner.types("def total(xs):", ":q")
    assert "\nRight.\n" in learner.types("total = sum", ".").out


def test_a_dot_alone_submits_the_draft(learner_of: LearnerOf) -> None:
    said = learner_of(WRITING).types("total = (", ".", "", ".", "total = sum", ".")
    assert said.out.count("is not valid Python") == 2 and "\nRight.\n" in said.out


def test_a_right_solution_is_printed_with_its_run(learner_of: LearnerOf) -> None:
    said = learner_of(WRITING).types("total = sum", ".")
    assert (
        "\nRight.\n" in said.out
        and "It ran on PyTorch 2.13.0, 0.4 ms:\n    def total(xs):\n" in said.out
    )


def test_a_card_is_turned_and_rated(learner_of: LearnerOf) -> None:
    learner = learner_of(of(CARD, "card"))
    said = learner.types("", "maybe", "hard")
    assert said.out.index("Enter to turn the card over") < said.out.index("It adds zeros.")
    assert "It ran on PyTorch 2.13.0, 4 ms:\n    y.shape → (1, 6, 28, 28)\n" in said.out
    assert "Type 1, 2, 3 or 4.\n" in said.out and "\nHard.\n" in said.out
    assert [attempt.response for attempt in learner.attempts()] == ["[2]"]


def test_a_learner_who_does_not_know_a_card_is_told_to_rate_themselves(
    learner_of: LearnerOf,
) -> None:
    said = learner_of(of(CARD, "card")).types("n")
    assert ": n\nTurn the card over, then rate yourself instead.\n" in said.out


def test_an_experiment_runs_and_counts_nothing(learner_of: LearnerOf) -> None:
    original = chosen()
    cheap = replace(
        original, variants=(replace(original.variants[0], snippet="y = 1", setup="start = 40"),)
    )
    learner = learner_of(cheap)
    said = learner.types(
        ":e", "print('so')", "start + 2", ".", ":e", "start / 0", ".", ":e", "start +", "."
    )
    assert "This is an experiment and is not graded.\n    y = 1\n" in said.out
    assert "    so\n    → 42\nIt ran on PyTorch 2.13.0, " in said.out
    assert "ZeroDivisionError: division by zero (line 1)\n" in said.out
    assert "Line 1 is not valid Python: " in said.out
    assert learner.attempts() == []


def test_without_code_an_experiment_is_refused(learner_of: LearnerOf) -> None:
    original = chosen()
    bare = replace(original, variants=(replace(original.variants[0], snippet=""),))
    assert "This question has no code to experiment with.\n" in learner_of(bare).types(":e").out


def test_on_a_terminal_the_learners_editor_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from torchquiz.tui.plain.dialogue import Dialogue
    from torchquiz.tui.plain.writing import write_code

    script = tmp_path / "editor"
    script.write_text('#!/bin/sh\necho "y = 2" >> "$1"\n')
    script.chmod(0o755)
    monkeypatch.setenv("VISUAL", str(script))
    dialogue = Dialogue(None, None)
    dialogue.is_on_terminal = True
    assert write_code("x = 1", dialogue) == "x = 1\ny = 2"
