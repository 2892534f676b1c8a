"""One run reports every fault of an item, with the expected and the actual value."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from tests.engine.small_bank import HEAD

pytest_plugins = ["tests.engine.fixtures"]

PREDICT = """\
  - id: mean
    kind: predict
    level: easy
    stem: What is `y.shape`?
    snippet: y = torch.ones(2, 3).mean(dim=1)
    ask: y.shape
    key: (3,)
    distractors:
      - {value: "(2, 1)", instead: "y = torch.ones(2, 3)", misconception: stays, because: No.}
      - {value: "(2,)", misconception: stays, because: The rows stay.}
      - {value: "(2, 3)", misconception: stays, because: "There are 2 * 3 = 5 of them."}
    hints: [Think of rows.]
    solution: ["The sum has 2 + 3 = 6 parts."]
    check: Ask for the shape.
"""
TABLE = """\
  - id: sizes
    kind: table
    level: easy
    stem: Which sizes?
    snippet: y = torch.ones(2, 3)
    columns: [size]
    rows:
      - name: rows
        cells: [{ask: "y.shape[0]", key: 7}]
      - name: columns
        cells: [{ask: "y.shape[1]", key: 8}]
      - name: elements
        cells: [{ask: y.numel(), key: 6}]
    distractors:
      - {row: 1, value: 2, misconception: stays, because: No.}
    hints: [Count.]
    solution: [Count.]
    check: Ask for the shape.
"""
RAISES = """\
  - id: error
    kind: raises
    level: easy
    stem: What is raised?
    snippet: |
      x = torch.ones(2)
      x.view(3)
    key: ValueError
    line: 2
    distractors:
      - {raises: TypeError, line: 2, misconception: stays, because: No.}
      - {raises: RuntimeError, line: 2, misconception: stays, because: "2 + 2 = 5."}
    hints: [Count.]
    solution: [Count.]
    check: Ask for the shape.
"""
COMPLETE = """\
  - id: blank
    kind: complete
    level: easy
    stem: Fill in the blank.
    snippet: y = torch.ones(2, 3).mean(____)
    goal: y.shape == (2,)
    key: dim=5
    distractors:
      - {code: dim=1, misconception: stays, because: No.}
      - {code: dim=0, misconception: stays, because: No.}
    hints: [Think of rows.]
    solution: [Average the columns.]
    check: Ask for the shape.
"""
DIAGNOSE = """\
  - id: repair
    kind: diagnose
    level: easy
    stem: What is wrong?
    snippet: y = torch.ones(2, 3).mean(dim=7)
    fails: IndexError
    line: 1
    goal: y.shape == (2,)
    key: {text: The axis is 0., fix: "y = torch.ones(2, 3).mean(dim=8)"}
    distractors:
      - {text: The axis is 1., fix: "y = torch.ones(2, 3).mean(dim=1)", misconception: stays,
         because: No.}
    hints: [Think of rows.]
    solution: [Average the columns.]
    check: Ask for the shape.
"""


def faults(check: Check, bank: Path, item: str) -> str:
    bank.write_text(f"{HEAD}items:\n{item}", encoding="utf-8")
    result = check(bank)
    assert result.status == 1
    return result.err


def test_a_wrong_key_does_not_hide_wrong_options_and_equations(check: Check, bank: Path) -> None:
    err = faults(check, bank, PREDICT)
    assert "the key is not the value that PyTorch computes." in err
    assert "  key:     (3,)\n  PyTorch: (2,) (this is distractor 2)\n" in err
    assert "`instead` does not produce the stated `value`.\n  value:   (2, 1)\n" in err
    assert "the equation 2 * 3 = 5 does not hold" in err
    assert "the equation 2 + 3 = 6 does not hold" in err
    assert err.count("item 'mean'") == 4


def test_every_wrong_cell_is_reported(check: Check, bank: Path) -> None:
    err = faults(check, bank, TABLE)
    assert "  key:     7\n  PyTorch: 2 (this is distractor 1)\n" in err
    assert "  key:     8\n  PyTorch: 3\n" in err
    assert err.count("item 'sizes'") == 2


def test_every_formula_that_fails_is_reported(check: Check, bank: Path) -> None:
    text = PREDICT.replace("key: (3,)", "key: (rows,)").replace('"(2, 3)"', '"(columns,)"')
    assert faults(check, bank, text).count("cannot be evaluated: NameError") == 2


def test_a_distractor_without_a_value_does_not_hide_the_others(check: Check, bank: Path) -> None:
    text = PREDICT.replace('value: "(2, 1)", instead: "y = torch.ones(2, 3)", ', "")
    text = text.replace('value: "(2, 3)", ', 'value: "(2, 3)", instead: "y = torch.ones(2)", ')
    err = faults(check, bank, text)
    assert "this distractor has no value." in err and "does not produce the stated" in err


def test_a_wrong_exception_does_not_hide_equations(check: Check, bank: Path) -> None:
    err = faults(check, bank, RAISES)
    assert "key:     ValueError\n  PyTorch: RuntimeError: shape '[3]' is invalid" in err
    assert "(this is distractor 2)" in err
    assert "the equation 2 + 2 = 5 does not hold" in err


@pytest.mark.parametrize("item", [COMPLETE, DIAGNOSE])
def test_a_key_that_raises_does_not_hide_an_option_that_is_right(
    check: Check, bank: Path, item: str
) -> None:
    err = faults(check, bank, item)
    assert "the program with the key does not run: IndexError" in err
    assert "this option is also correct" in err


def test_a_key_that_misses_the_goal_does_not_hide_an_option_that_is_right(
    check: Check, bank: Path
) -> None:
    err = faults(check, bank, COMPLETE.replace("dim=5", "keepdim=True, dim=1"))
    assert "goal:    y.shape == (2,)\n  PyTorch: y.shape is (2, 1)" in err
    assert "this option is also correct" in err


def test_values_that_look_the_same_are_shown_with_their_types(check: Check, bank: Path) -> None:
    text = PREDICT.replace("ask: y.shape", "ask: y.dtype").replace("(3,)", "\"'torch.float32'\"")
    err = faults(check, bank, text)
    assert "key:     torch.float32 (a string)\n  PyTorch: torch.float32 (a dtype)" in err


def test_both_sides_of_a_false_statement_are_shown(check: Check, bank: Path) -> None:
    item = """\
  - id: truth
    kind: claim
    level: easy
    stem: What is true?
    snippet: |
      x = torch.ones(2, 3)
      y = x.T
    key: {text: They have the same shape., holds: x.shape == y.shape}
    distractors: [{text: None is a view., holds: x is y, misconception: stays, because: No.}]
    hints: [Think.]
    solution: [They are swapped.]
    check: Ask for the shape.
"""
    assert "PyTorch: x.shape is (2, 3), y.shape is (3, 2)" in faults(check, bank, item)
