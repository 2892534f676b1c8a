"""What explanations say in words is compared with a run of the correct program."""

from pathlib import Path
from typing import Any

import pytest

from tests.engine.item_doubts import doubts_of_item, faults_of_item
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

ITEM: dict[str, Any] = {
    "id": "product",
    "kind": "predict",
    "level": "easy",
    "stem": "What is the dtype of `y`?",
    "snippet": "n = 27\nx = torch.ones(n)\ny = (x * 2).long()",
    "ask": "y.dtype",
    "key": "torch.int64",
    "distractors": [
        {"value": "torch.float64", "misconception": "stays", "because": "That is float64."}
    ],
    "hints": ["Look at the last call."],
    "check": "Ask for the dtype.",
}
RAISES: dict[str, Any] = {
    "id": "error",
    "kind": "raises",
    "level": "easy",
    "stem": "What is raised?",
    "snippet": "x = torch.ones(2)\nx.view(3)",
    "key": "RuntimeError",
    "line": 2,
    "distractors": [
        {"raises": "TypeError", "line": 2, "misconception": "stays", "because": "No TypeError."}
    ],
    "hints": ["Count."],
    "check": "Count.",
}


def doubts_of(folder: Path, pool: Pool, solution: str, item: dict[str, Any] = ITEM) -> str:
    return doubts_of_item(folder, pool, item | {"solution": [solution]})


@pytest.mark.parametrize(
    ("solution", "reason"),
    [
        ("Without `long`, `y` is a float64 tensor.", "no code in this item has float64"),
        ("The result is torch.int32 or int64.", "no code in this item has int32"),
        ("After line 2, `len(x)` is 2.", "at no point of the correct program is that so"),
        ("Use `nn.Conv2D` for that.", "PyTorch has no `nn.Conv2D`; did you mean `Conv2d`"),
        ("A Conv2D does that.", "PyTorch has no `Conv2D`; did you mean `Conv2d`"),
        ("Call `x.reshpe(2)`.", "PyTorch has no `.reshpe`; did you mean `reshape`"),
        ("Call `torch.reshpe`.", "PyTorch has no `torch.reshpe`; did you mean `reshape`"),
        ("Call `F.relo(x)`.", "PyTorch has no `F.relo`; did you mean `relu`"),
        ("Call `torch.together`.", "PyTorch has no `torch.together`; correct the name"),
    ],
)
def test_what_the_program_contradicts_is_doubted(
    tmp_path: Path, pool: Pool, solution: str, reason: str
) -> None:
    assert reason in doubts_of(tmp_path, pool, solution)


@pytest.mark.parametrize(
    ("solution", "reason"),
    [
        ("So `y` is a float64 tensor.", "no code in this item has float64; the answer is int64."),
        ("The result is torch.int32.", "no code in this item has int32; the answer is int64."),
        ("`x.requires_grad` is `True`.", "`x.requires_grad` is True, but after the correct"),
        ("`len(x)` is 2.", "`len(x)` is 2, but after the correct program it is 27."),
        ("So n = 2, as written.", "`n` is 2, but after the correct program it is 27."),
        ("`y.shape` is `x.shape[:0]`.", "after the correct program it is (27,)."),
    ],
)
def test_what_the_program_contradicts_for_certain_is_a_fault(
    tmp_path: Path, pool: Pool, solution: str, reason: str
) -> None:
    assert reason in faults_of_item(tmp_path, pool, ITEM | {"solution": [solution]})


def test_a_statement_that_was_true_at_some_moment_is_only_doubted(
    tmp_path: Path, pool: Pool
) -> None:
    item = ITEM | {"snippet": "n = 2\nx = torch.ones(n)\ny = (x * 2).long()\nn = 5"}
    assert "`n` is 2, but after the correct program it is 5" in doubts_of(
        tmp_path, pool, "So n = 2 elements are made.", item
    )


def test_a_question_that_contradicts_its_code_is_a_fault(tmp_path: Path, pool: Pool) -> None:
    code = "layer = torch.nn.Conv2d(1, 1, kernel_size=3)\ny = layer(torch.ones(2, 1, 5, 5)).long()"
    item = ITEM | {"snippet": code, "stem": "With a kernel of 7, what is the dtype of `y`?"}
    message = "the question says “kernel of 7”, but 7 is nowhere in the code."
    assert message in faults_of_item(tmp_path, pool, item)
    item |= {"stem": "For a batch of 48, what is the dtype of `y`?"}
    message = "the question says “batch of 48”, but 48 is nowhere in the code."
    assert message in faults_of_item(tmp_path, pool, item)
    item |= {"stem": "What is the dtype of `y`, and what would it be for a batch of 48?"}
    assert "not in the code or its results: 48" in doubts_of_item(tmp_path, pool, item)


@pytest.mark.parametrize(
    "solution",
    [
        "`long()` makes int64, while x is float32.",
        "float64 takes more memory.",
        "`x.requires_grad` is `False`, and `len(x)` is 27.",
        "The gradient of `n` is 2.",
        "`y` is 2 * x, and n = 27 - 0.",
        "It is {y.dtype}.",
        "`nn.Conv2d`, `F.relu`, `x.reshape(2)`, `x.own_method()` and `torch.Tensor.add_` exist.",
        "NumPy and PyTorch agree; so does ResNet34.",
    ],
)
def test_what_the_program_confirms_or_does_not_concern_is_not_doubted(
    tmp_path: Path, pool: Pool, solution: str
) -> None:
    assert doubts_of(tmp_path, pool, solution) == ""


def test_the_dtype_of_an_array_is_known(tmp_path: Path, pool: Pool) -> None:
    item = ITEM | {"snippet": f"import numpy\na = numpy.zeros(2)\n{ITEM['snippet']}"}
    assert doubts_of(tmp_path, pool, "The array is float64.", item) == ""


def test_an_exception_that_nothing_raises_is_doubted(tmp_path: Path, pool: Pool) -> None:
    for name in ("ValueError", "TypeError"):
        item = RAISES | {"solution": [f"It raises a {name}."]}
        message = f"no code in this item raises {name}; the answer is RuntimeError."
        assert message in faults_of_item(tmp_path, pool, item)
    for words in ("A ValueError would be clearer.", "It is a RuntimeError, not a ValueError."):
        assert "raises ValueError" in doubts_of(tmp_path, pool, words, RAISES)
    assert doubts_of(tmp_path, pool, "It raises a `RuntimeError`.", RAISES) == ""


def test_a_card_that_names_another_dtype_than_it_shows_is_a_fault(
    tmp_path: Path, pool: Pool
) -> None:
    card = {"id": "floats", "kind": "card", "level": "easy", "stem": "Which dtype have floats?"}
    card |= {"snippet": "t = torch.tensor(1.5)", "show": "t.dtype"}
    message = "no code in this item has float64; the answer is float32."
    wrong = card | {"back": "A float becomes a float64 tensor."}
    assert message in faults_of_item(tmp_path, pool, wrong)
    assert faults_of_item(tmp_path, pool, card | {"back": "This is a float32 tensor."}) == ""


def test_a_figure_of_known_does_not_hide_that_the_program_contradicts_it(
    tmp_path: Path, pool: Pool
) -> None:
    item = ITEM | {"known": [34]}
    assert "`n` is 34, but after the correct program it is 27" in faults_of_item(
        tmp_path, pool, item | {"solution": ["`n` is 34 here."]}
    )


LAYER = "n = 28\nx = torch.ones(1, 1, n, n)\nconv = torch.nn.Conv2d(1, 2, kernel_size=5, stride=2)"


@pytest.mark.parametrize(
    ("solution", "reason"),
    [
        ("The kernel is 28 wide.", "it says “kernel is 28”, but in the code, kernel_size is 5"),
        ("It has a stride of 5.", "it says “stride of 5”, but in the code, stride is 2"),
        ("It has a stride of 2 and a kernel of 5.", ""),
        ("With a stride of 5, it would be smaller.", ""),
        ("A padding of 28 is not used.", ""),
    ],
)
def test_a_figure_of_the_code_that_belongs_to_another_argument_is_doubted(
    tmp_path: Path, pool: Pool, solution: str, reason: str
) -> None:
    item = ITEM | {"snippet": f"{LAYER}\ny = conv(x).long()"}
    doubts = doubts_of(tmp_path, pool, solution, item)
    assert reason in doubts and bool(doubts) is bool(reason)


def test_a_dtype_that_a_rule_tests_is_known(tmp_path: Path, pool: Pool) -> None:
    rule = {"sentence": "the result is a float64 tensor", "over": {"n": "1..300"}}
    holds = "(torch.ones(2, dtype=torch.float64) * float(n)).dtype == torch.float64"
    fails = "(torch.ones(2, dtype=torch.float64) * float(n)).dtype == torch.int32"
    item = ITEM | {"check": "With one such factor, the result is a float64 tensor."}
    assert "float64" in doubts_of(tmp_path, pool, "So it is.", item)
    item |= {"rules": [rule | {"holds": holds, "fails": fails}]}
    assert "float64" not in doubts_of(tmp_path, pool, "So it is.", item)
