"""A condition that stays true however the program is varied proves nothing."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from tests.engine.small_bank import HEAD, SMALL

pytest_plugins = ["tests.engine.fixtures"]

KEY = "key: {text: The sum is a tensor., holds: torch.is_tensor(total)}"
SNIPPET = "snippet: total = torch.ones(3).sum()"
LONGER = """snippet: |
      rows = torch.ones(1, 4)
      total = (rows * 2).sum(dim=1)"""


def result_with(check: Check, bank: Path, text: str, condition: str) -> str:
    key = f"key: {{text: '{text}', holds: '{condition}'}}"
    assert KEY in SMALL and SNIPPET in SMALL
    bank.write_text(SMALL.replace(KEY, key).replace(SNIPPET, LONGER), encoding="utf-8")
    result = check(bank)
    assert result.status == 0, result.err
    return result.out


@pytest.mark.parametrize(
    "condition",
    [
        "total.numel() > 0",
        "isinstance(total, torch.Tensor)",
        "total is not None",
        'hasattr(total, "shape")',
        "torch.equal(total, total)",
        "total.numel() - 0 > 0",
    ],
)
def test_a_condition_that_nothing_changes_is_not_proven(
    check: Check, bank: Path, condition: str
) -> None:
    out = result_with(check, bank, "It adds up the columns.", condition)
    assert "`holds` stays true however the snippet is changed, so it may test nothing" in out
    assert "proven, 1 key not" in out


@pytest.mark.parametrize(
    "condition",
    [
        "total.shape == total.size()",
        "len(total.shape) == total.dim()",
        "total.numel() == total.flatten().shape[0]",
    ],
)
def test_a_condition_that_is_true_of_every_tensor_is_not_proven(
    check: Check, bank: Path, condition: str
) -> None:
    out = result_with(check, bank, "It adds up the columns.", condition)
    assert "`holds` is true of every value, so it may test nothing" in out


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("It equals its maximum.", "total.sum() == total.max()"),
        ("It has one sum.", "total.shape == (1,)"),
        ("The result is a tensor.", "isinstance(total, torch.Tensor)"),
        ("The result is a tensor.", "torch.is_tensor(total)"),
        ("Its dtype is that of the rows.", "total.dtype == rows.dtype"),
        ("It requires no gradient.", "total.equal(torch.full((1,), 8.0))"),
        ("It is not infinite.", "torch.isclose(total - total, torch.zeros(1)).all()"),
        ("It is finite.", "(total - total).allclose(torch.zeros(1))"),
        ("It is what `sum` gives.", "(total - total.clone()).abs().max() < 1e-6"),
        ("It fits its rows.", "(total + torch.zeros(1)).shape[0] in (1, 2, 4) and total[0] > -1e9"),
    ],
)
def test_a_condition_that_depends_on_the_program_or_names_a_type_is_proven(
    check: Check, bank: Path, text: str, condition: str
) -> None:
    assert "all proven" in result_with(check, bank, text, condition)


DIAGNOSE = """\
items:
  - id: repair
    kind: diagnose
    level: easy
    stem: What is wrong?
    snippet: |
      x = torch.ones(2, 3)
      y = x.mean(dim=7)
    fails: IndexError
    line: 2
    goal: GOAL
    key: {text: The axis is not 7., fix: y = x.mean(dim=1)}
    distractors:
      - {text: The axis is 8., fix: y = x.mean(dim=8), misconception: stays, because: It raises.}
    hints: [Think of rows.]
    solution: [Average the columns.]
    check: Ask for the shape.
"""


@pytest.mark.parametrize(
    ("goal", "is_doubted"),
    [("y.numel() > 0", True), ("y.shape == (2,)", False), ("'true'", False)],
)
def test_a_goal_that_nothing_misses_is_doubted(
    check: Check, bank: Path, goal: str, is_doubted: bool
) -> None:
    bank.write_text(HEAD + DIAGNOSE.replace("GOAL", goal), encoding="utf-8")
    result = check(bank)
    assert result.status == 0, result.err
    assert ("no wrong option misses the goal" in result.out) is is_doubted
