"""Tests that authors can leave out what a proof does not need, and that advice lists omissions."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from torchquiz.engine.authoring.completeness import omissions
from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.banks.syllabus import lesson_files
from torchquiz.engine.folders import BANKS
from torchquiz.tui.cli import main

pytest_plugins = ["tests.engine.fixtures"]

SHORTEST = """\
  - id: columns-summed
    kind: predict
    stem: What is `y.shape`?
    snippet: y = torch.zeros(2, 3).sum(0)
    ask: y.shape
    key: (3,)
    distractors:
      - value: (2,)
      - {value: "(1, 3)", because: "Without `keepdim`, the axis disappears."}
"""
TRUTH = """\
  - id: ones-are-floats
    kind: claim
    stem: True or false?
    statement: {text: "`x` contains floats.", holds: x.is_floating_point()}
    snippet: x = torch.ones(2)
    key: true
"""
LESSON = f"lesson: first-steps\nsetup: import torch\nitems:\n{SHORTEST}{TRUTH}"


@pytest.fixture
def shortest(tmp_path: Path) -> Path:
    """Return a lesson with nothing but the fields that a proof needs."""
    path = tmp_path / "first-steps.yaml"
    path.write_text(LESSON)
    return path


def test_a_choice_item_needs_at_most_nine_lines(check: Check, shortest: Path) -> None:
    assert len(SHORTEST.splitlines()) <= 9
    result = check(shortest, "--strict")
    assert result.status == 0 and ": all proven; " in result.out


def test_what_is_left_out_is_a_remark(check: Check, shortest: Path) -> None:
    out = check(shortest, "--advice").out
    assert "first-steps.yaml:1:1: the lesson leaves out `title`, `minutes` and `about`." in out
    assert (
        "item 'columns-summed': the item leaves out `level`, `hints`, `solution`, `check`,"
        " `misconception` of 2 distractors and `because` of 1 distractor." in out
    )
    assert "and the distractor with `misconception` and `because`." in out


def test_a_complete_check_fails_if_anything_is_left_out(check: Check, shortest: Path) -> None:
    result = check(shortest, "--complete")
    assert result.status == 1 and "left out:\nfirst-steps.yaml:1:1: " in result.out
    assert len(check(shortest, "--complete", "--json").json["omissions"]) == 3


def test_a_complete_lesson_leaves_out_nothing(check: Check, bank: Path) -> None:
    result = check(bank, "--complete")
    assert result.status == 0 and "left out" not in result.out


def test_the_lessons_of_torchquiz_leave_out_nothing() -> None:
    for path in lesson_files([BANKS]):
        assert omissions(load_bank(path)) == []


def test_a_statement_may_not_have_two_distractors(check: Check, shortest: Path) -> None:
    shortest.write_text(LESSON + "    distractors: [{because: No.}, {because: No.}]\n")
    assert "has at most one distractor" in check(shortest).err


def test_options_are_still_needed(check: Check, shortest: Path) -> None:
    shortest.write_text(
        LESSON.replace("statement: {text", "key: {text").replace("key: true\n", "\n")
    )
    assert "this item has no wrong option." in check(shortest).err


@pytest.mark.parametrize("format", ["anki", "moodle", "qti", "html", "markdown", "jupyterquiz"])
def test_exports_have_no_empty_feedback(
    check: Check, shortest: Path, tmp_path: Path, format: str
) -> None:
    assert check(shortest).status == 0
    target = tmp_path / "export"
    assert main(["export", format, str(shortest), "-o", str(target)]) == 0
    text = target.read_bytes()
    assert b"is wrong: \n" not in text and b"wrong: </" not in text
