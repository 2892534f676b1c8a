"""Figures in a question or a true statement need a proof, unless the author declares them known."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from tests.engine.small_bank import SMALL

pytest_plugins = ["tests.engine.fixtures"]

STEM = "stem: What is `y.shape`?"
CHECK = "check: Rows become columns."
STATEMENT = """\
  - id: truth
    kind: claim
    level: easy
    stem: True or false?
    snippet: total = torch.ones(3).sum()
    statement: {text: "The sum is below 27 here.", holds: total < LIMIT}
    key: TRUTH
    distractors: [{misconception: stays, because: It is larger.}]
    hints: [Think of a mirror.]
    solution: [They are added.]
    check: Ask for the sum.
"""


def test_a_number_in_a_question_must_come_from_the_code(check: Check, bank: Path) -> None:
    bank.write_text(SMALL.replace(STEM, f"{STEM} It has 77 or {{rows}} rows."), encoding="utf-8")
    result = check(bank)
    assert result.status == 0
    assert "item 'size': not in the code or its results: 77; write {expression}" in result.out
    assert "proven, 4 figures not" in result.out


def test_a_number_of_a_question_that_the_code_has_is_known(check: Check, bank: Path) -> None:
    bank.write_text(SMALL.replace(STEM, f"{STEM} It has 2 dimensions."), encoding="utf-8")
    assert "all proven" in check(bank).out


@pytest.mark.parametrize("where", ["item", "lesson"])
def test_a_known_figure_is_not_doubted(check: Check, bank: Path, where: str) -> None:
    text = SMALL.replace(CHECK, "check: Like the 34 layers of a net with 60,000 inputs.")
    assert "not computed anywhere: 34, 60,000; write {expression}" in _written(check, bank, text)
    known = "known: [34, 60000]"
    if where == "item":
        text = text.replace("    hints: [Think of a mirror.]", f"    {known}\n    hints: [Think.]")
    else:
        text = text.replace("minutes: 1", f"minutes: 1\n{known}")
    assert "all proven" in _written(check, bank, text)
    assert "which is listed under `known`" not in check(bank, "--advice").out


@pytest.mark.parametrize("where", ["item", "lesson"])
def test_a_known_figure_that_no_text_states_is_remarked_on(
    check: Check, bank: Path, where: str
) -> None:
    old, new = "minutes: 1", "minutes: 1\nknown: [34]"
    if where == "item":
        old, new = "    hints: [Think of a mirror.]", "    known: [34]\n    hints: [Think.]"
    bank.write_text(SMALL.replace(old, new), encoding="utf-8")
    message = f"the number 34, which is listed under `known`, appears nowhere in the {where}."
    assert message in check(bank, "--advice").out


def test_a_known_figure_must_be_a_number_or_a_shape(check: Check, bank: Path) -> None:
    bank.write_text(SMALL.replace("minutes: 1", "minutes: 1\nknown: [many]"), encoding="utf-8")
    assert "must be a number or a list of whole numbers" in check(bank).err


def test_a_number_in_a_true_statement_needs_a_proof(check: Check, bank: Path) -> None:
    head = SMALL[: SMALL.index("trace:")]
    doubtful = STATEMENT.replace("TRUTH", "true").replace("LIMIT", "9 * 9")
    assert "not computed anywhere: 27" in _written(check, bank, head + doubtful)
    sound = STATEMENT.replace("TRUTH", "true").replace("LIMIT", "27")
    assert "all proven" in _written(check, bank, head + sound)


def test_a_number_in_a_false_statement_may_be_false(check: Check, bank: Path) -> None:
    head = SMALL[: SMALL.index("trace:")]
    false = STATEMENT.replace("TRUTH", "false").replace("LIMIT", "9 - 9")
    assert "all proven" in _written(check, bank, head + false)


def _written(check: Check, bank: Path, text: str) -> str:
    bank.write_text(text, encoding="utf-8")
    result = check(bank)
    assert result.status == 0, result.err
    return result.out
