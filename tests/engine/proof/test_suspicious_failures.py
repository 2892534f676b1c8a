"""A wrong option is reported if it raises an error that its author probably did not intend."""

from pathlib import Path

import pytest

from tests.engine.results import Check
from tests.engine.small_bank import HEAD

pytest_plugins = ["tests.engine.fixtures"]

ITEM = """\
items:
  - id: mean
    kind: complete
    level: easy
    stem: Fill in the blank.
    snippet: |
      x = torch.ones(2, 3)
      y = ____
    goal: y.shape == (2,)
    key: x.mean(dim=1)
    distractors:
      - {code: "CODE", misconception: stays, because: "BECAUSE"}
      - {code: x, misconception: stays, because: Nothing is averaged.}
    hints: [Think of rows.]
    solution: [Average the columns.]
    check: Ask for the shape.
"""


def out_with(check: Check, bank: Path, code: str, because: str) -> str:
    text = ITEM.replace("CODE", code).replace("BECAUSE", because)
    bank.write_text(f"{HEAD}{text}", encoding="utf-8")
    result = check(bank)
    assert result.status == 0, result.err
    return result.out


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        (
            "torch.nn.Linear(3, 2, dytpe=None)(x)",
            "`Linear.__init__` has no parameter `dytpe`; did you mean `dtype`",
        ),
        ("x.maen(dim=1)", "'Tensor' has no attribute `maen`; did you mean `mean`"),
        ("torch.nn.Lineer(3, 2)(x)", "'torch.nn' has no attribute `Lineer`; did you mean `Linear`"),
        ("torch.reshpe(x, (2,))", "'torch' has no attribute `reshpe`; did you mean `reshape`"),
        ("tocrh.mean(x)", "`tocrh` is not defined; did you mean `torch`"),
        (
            "torch.nn.Linear(3, 2).wieght",
            "'Linear' has no attribute `wieght`; did you mean `weight`",
        ),
    ],
)
def test_a_misspelt_name_or_attribute_is_doubted(
    check: Check, bank: Path, code: str, meant: str
) -> None:
    out = out_with(check, bank, code, "It does not exist.")
    assert f"this option may fail only because of a typo: {meant}" in out


@pytest.mark.parametrize("code", ["torch.nn.linear(3, 2)(x)", "x.expand_dims(1)", "x.mean_(1)"])
def test_a_name_that_somebody_may_believe_in_is_not_doubted(
    check: Check, bank: Path, code: str
) -> None:
    assert "all proven" in out_with(check, bank, code, "It does not exist.")


@pytest.mark.parametrize(
    "because", ["This makes a mean of all.", "Gives a single number, 1.", "It keeps the columns."]
)
def test_an_explanation_that_claims_a_result_although_the_option_raises_is_doubted(
    check: Check, bank: Path, because: str
) -> None:
    out = out_with(check, bank, "x.mean(dim=5)", because)
    assert "this option raises IndexError: Dimension out of range" in out
    assert f"claims a result: “{because.rstrip('.')}”" in out


@pytest.mark.parametrize(
    ("code", "because"),
    [
        ("x.mean(dim=5)", "This raises an error."),
        ("x.mean(dim=5)", "It makes no sense, since there is no axis 5."),
        ("x.mean(dim=5)", "Axes are counted from 0, so it is axis 1."),
        ("x.mean()", "This makes a mean of all."),
    ],
)
def test_an_explanation_that_fits_is_not_doubted(
    check: Check, bank: Path, code: str, because: str
) -> None:
    assert "this option raises" not in out_with(check, bank, code, because)


@pytest.mark.parametrize(
    ("code", "because", "is_doubted"),
    [
        ("x.mean(dim=0)", "This raises an error.", True),
        ("x.mean(dim=0)", "It raises a RuntimeError, because there is no such axis.", True),
        ("x.mean(dim=0)", "It never raises an error, but averages the rows.", False),
        ("x.mean(dim=0)", "With three axes it would raise an error.", False),
        ("x.mean(dim=5)", "It raises an IndexError.", False),
        ("x.mean(dim=5)", "It runs, but averages too much.", True),
    ],
)
def test_an_explanation_that_contradicts_what_the_option_does_is_doubted(
    check: Check, tmp_path: Path, code: str, because: str, is_doubted: bool
) -> None:
    out = out_with(check, tmp_path / "bank.yaml", code, because)
    assert ("its explanation" in out) == is_doubted
