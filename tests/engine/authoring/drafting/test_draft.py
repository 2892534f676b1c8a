"""Tests `torchquiz draft`, which turns ten snippets into proven items in lessons of any layout."""

import io
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.engine.results import Check, CommandResult
from tests.engine.small_bank import SMALL
from torchquiz.engine.authoring.drafting.drafting import Request, drafted_item
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.tui.cli import main

pytest_plugins = ["tests.engine.fixtures"]

SNIPPETS: list[dict[str, str]] = yaml.safe_load(
    Path(__file__).with_name("snippets.yaml").read_text(encoding="utf-8")
)
KEYS: dict[str, Any] = {
    "shape of a convolution": "(1, filters, 29 - kernel, 29 - kernel)",
    "broadcasting": "(rows, length)",
    "dtype promotion": "torch.float32",
    "gradient of a sum of squares": "[2.0, 4.0, 6.0]",
    "indexing": 6,
    "a loss": "1.6667",
    "an error": "RuntimeError",
    "parameters of a module": "inputs * outputs + 3 * outputs + 2",
    "no_grad": "False",
    "a view that is changed": "[[5.0, 0.0, 0.0], [0.0, 0.0, 0.0]]",
}


@pytest.fixture
def draft(
    check: Check, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Check:
    """Return a function that runs the command and passes it the code on standard input."""

    def run(code: str, *words: object) -> CommandResult:
        monkeypatch.setattr("sys.stdin", io.StringIO(code))
        status = main(["draft", *map(str, words)])
        return CommandResult(status, *capsys.readouterr())

    return run


@pytest.mark.parametrize("snippet", SNIPPETS, ids=lambda snippet: snippet["name"])
def test_a_snippet_becomes_a_proven_item(snippet: dict[str, str], pool: Pool) -> None:
    request = Request(snippet["code"], snippet.get("ask", ""), snippet.get("kind", ""))
    item = drafted_item(request, pool)
    assert item.faults == [] and item.shortcomings == 0
    assert item.draft.left_to_write == 0
    fields = item.draft.fields
    assert fields["key"] == KEYS[snippet["name"]]
    assert fields["hints"] and fields["solution"] and fields["check"]
    assert len(fields["distractors"]) == (1 if snippet["name"] == "no_grad" else 3)


def test_a_draft_is_added_without_changing_anything_else(
    draft: Check, check: Check, bank: Path
) -> None:
    result = draft("y = torch.zeros(4, 5).sum(0)\n", "--into", bank)
    assert (result.status, result.out) == (0, "")
    assert result.err.endswith("bank/small.yaml: item 'shape-of-y' is proven.\n")
    text = bank.read_text()
    assert [line for line in SMALL.splitlines() if line not in text] == []
    assert "  - id: shape-of-y\n    kind: predict\n" in text
    assert "setup: import torch" in text and text.count("import torch") == 1
    assert check(bank).status == 0


def test_a_second_draft_gets_another_id(draft: Check, bank: Path) -> None:
    draft("y = torch.zeros(4, 5).sum(0)\n", "--into", bank)
    assert "item 'shape-of-y-2' is" in draft("y = torch.ones(3).T\n", "--into", bank).err


def test_a_new_file_becomes_a_lesson(draft: Check, check: Check, tmp_path: Path) -> None:
    path = tmp_path / "My lesson.yaml"
    assert draft("x = torch.ones(2, 3)\ny = x.T\n", "--into", path).status == 0
    assert path.read_text().startswith("lesson: my-lesson\n")
    assert check(path).status == 0


def test_what_is_left_to_write_is_counted_and_listed(
    draft: Check, check: Check, bank: Path
) -> None:
    code = "def double(x):\n    return x * 2\n"
    result = draft(code, "--kind", "write", "--into", bank)
    count = bank.read_text().count("TODO:")
    assert count == 1 and "is proven; 1 text left to write (TODO)." in result.err
    assert check(bank).out.count("this text is not finished") == count


def test_the_printed_item_is_a_part_of_a_lesson(draft: Check, check: Check, tmp_path: Path) -> None:
    result = draft("y = torch.zeros(4, 5).sum(0)\n", "--ask", "y.dim()")
    path = tmp_path / "pasted.yaml"
    path.write_text(f"lesson: pasted\n{result.out}")
    assert check(path).status == 0 and "What is `y.dim()`?" in result.out


def test_code_that_raises_becomes_an_item_about_the_exception(draft: Check) -> None:
    out = draft("x = torch.ones(3)\ny = x + torch.ones(2)\n").out
    assert "kind: raises" in out and "line: 2" in out
    assert "must match" in out and "TODO" not in out


def test_no_class_and_no_line_is_more_common_than_the_others(draft: Check) -> None:
    item = yaml.safe_load(draft("x = torch.ones(3)\ny = x + torch.ones(2)\n").out)["items"][0]
    options = [(item["key"], item["line"])]
    options += [(option["raises"], option["line"]) for option in item["distractors"]]
    assert len(set(options)) == 4
    assert len({name for name, _ in options}) == len({line for _, line in options}) == 2


def test_a_blank_is_left_for_an_integer(draft: Check, check: Check, tmp_path: Path) -> None:
    code = "f = nn.Linear(8, 4)\ny = f(torch.ones(2, 8))\n"
    result = draft(code, "--kind", "complete")
    assert "goal: y.shape == (2, 4)" in result.out and "____" in result.out
    assert ": " not in result.err.partition("The item is proven")[0]


@pytest.mark.parametrize("kind", ["complete", "claim", "table", "card"])
def test_an_item_of_a_given_kind_is_proven(
    draft: Check, check: Check, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / "mine.yaml"
    code = "x = torch.ones(2, 8)\nhidden = nn.Linear(8, 4)(x)\ny = hidden.sum(1)\n"
    result = draft(code, "--kind", kind, "--into", path)
    assert result.status == 0, result.err
    assert f"kind: {kind}" in path.read_text() and check(path).status == 0


def test_a_fix_makes_an_item_about_what_is_wrong(draft: Check) -> None:
    code = "f = nn.Linear(8, 4)\nx = torch.ones(2, 6)\ny = f(x)\n"
    result = draft(code, "--fix", "f = nn.Linear(6, 4)")
    assert result.status == 0 and "kind: diagnose" in result.out
    assert "It should be `f = nn.Linear(6, 4)`." in result.out


@pytest.mark.parametrize(
    ("last", "ask"),
    [
        ("x.sum()", "x.sum().item()"),
        ("x + 1", "(x + 1).tolist()"),
        ("x[0]", "x[0].item()"),
        ("x.dtype", "x.dtype"),
        ("x.add_(1)", "x.shape"),
    ],
)
def test_a_last_line_that_is_a_value_is_asked_for(draft: Check, last: str, ask: str) -> None:
    result = draft(f"x = torch.tensor([1, 2])\n{last}\n")
    assert result.status == 0 and f"\n    ask: {ask}\n" in result.out


def test_a_seed_is_added_only_where_it_helps(draft: Check) -> None:
    assert "manual_seed" not in draft("x = list({'a', 'b'})[0]\n").out
    assert "manual_seed" in draft("x = torch.rand(2)\nn = x.sum().item()\n", "--ask", "n").out


def test_code_that_prints_asks_for_its_output(draft: Check) -> None:
    result = draft("for i in range(3):\n    print(i * 2)\n")
    assert result.status == 0 and "What does this code print?" in result.out
    assert "entry: typed" in result.out


def test_literals_of_the_same_value_do_not_become_one_parameter(draft: Check) -> None:
    code = "conv = nn.Conv2d(3, 8, kernel_size=3)\ny = conv(torch.randn(4, 3, 32, 32))\n"
    out = draft(code).out
    assert "nn.Conv2d(3, filters, kernel_size=kernel)" in out
    assert "given:  # it also runs for filters from 1 to 20 and kernel from 1 to 10" in out


def test_a_lesson_that_has_the_imports_is_not_given_them_again(
    draft: Check, check: Check, tmp_path: Path
) -> None:
    path = tmp_path / "mine.yaml"
    path.write_text("lesson: mine\nsetup: |\n  import torch\n  from torch import nn\n")
    code = "import torch\nimport torch.nn as nn\ny = nn.Flatten()(torch.ones(2, 3, 4))\n"
    assert draft(code, "--into", path).status == 0
    assert path.read_text().count("import") == 2 and check(path).status == 0


def test_random_values_are_seeded(draft: Check) -> None:
    result = draft("x = torch.randn(3)\nn = (x > 0).sum().item()\n", "--ask", "n")
    assert result.status == 0 and "torch.manual_seed(0)" in result.out


@pytest.mark.parametrize(
    ("code", "words", "message"),
    [
        ("", (), "The code is empty"),
        ("y = = 3\n", (), "Line 1 is not valid Python"),
        ("y = 3\n", ("--ask", "y +"), "--ask is not a Python expression"),
        ("y = 3\n", ("--ask", "z"), "`z` cannot be evaluated: NameError"),
        ("y = torch.ones(100)\n", ("--ask", "y"), "too long for an option"),
        ("y = 3\n", ("--kind", "raises"), "raises no exception"),
        ("y = 1 / 0\n", ("--kind", "predict"), "Draft it with --kind raises"),
        ("y = 1 / 0\n", ("--kind", "diagnose"), "needs --fix"),
        ("y = 1 / 0\n", ("--fix", "y = 2 / 0"), "the code still fails"),
        ("pass\n", (), "computes no value to ask for"),
        ("y = 3\n", ("--kind", "claim"), "No common misconception"),
        ("y = 3\n", ("--kind", "table"), "at least two tensors"),
    ],
)
def test_what_cannot_be_drafted_is_explained_in_a_sentence(
    draft: Check, code: str, words: tuple[str, ...], message: str
) -> None:
    result = draft(code, *words)
    assert result.status == 2 and message in result.err and "Traceback" not in result.err


def test_a_file_that_is_not_text_is_refused(draft: Check, tmp_path: Path) -> None:
    path = tmp_path / "snippet.py"
    path.write_bytes(b"x = \xff\n")
    result = draft("", path)
    assert result.status == 2 and "not valid UTF-8" in result.err


def test_a_lesson_that_cannot_be_extended_is_left_unchanged(draft: Check, bank: Path) -> None:
    bank.write_text("lesson: small\nitems: []\n")
    result = draft("y = torch.ones(2).T\n", "--into", bank)
    assert result.status == 2 and bank.read_text() == "lesson: small\nitems: []\n"


STEP = """\
w = torch.tensor(1.0, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.5)
loss = (w - 3) ** 2
loss.backward()
optimizer.step()
"""
MEANS = """\
def row_means(x):
    \"\"\"Return the mean of each row of the matrix `x`.\"\"\"
    return x.sum(dim=1) / x.shape[1]
"""
LOOP = """\
total = 0.0
for step in range(4):
    total += torch.full((2,), float(step)).sum().item()
"""


def test_the_statements_of_a_snippet_are_put_in_order(pool: Pool) -> None:
    item = drafted_item(Request(STEP, "w", "order"), pool)
    assert item.faults == [] and item.shortcomings == item.draft.left_to_write == 0
    fields = item.draft.fields
    assert fields["lines"] == STEP.strip().split("\n")
    assert len(fields["distractors"]) == 3
    assert fields["distractors"][0]["order"] == [1, 2, 3, 5, 4]


def test_an_order_that_does_not_matter_is_refused(pool: Pool) -> None:
    code = "a = torch.ones(1)\nb = torch.ones(2)\nc = torch.ones(3)\n"
    with pytest.raises(TorchquizError, match="a value that depends on their order"):
        drafted_item(Request(code, "c.shape", "order"), pool)


def test_a_function_becomes_an_item_with_drawn_inputs(pool: Pool) -> None:
    item = drafted_item(Request(MEANS, "", "write"), pool)
    assert item.faults == [] and item.shortcomings == item.draft.left_to_write == 0
    fields = item.draft.fields
    assert fields["stem"].startswith("Write `row_means`. Return the mean of each row")
    assert fields["starter"].rstrip().endswith("...") and "sum" not in fields["starter"]
    (check,) = fields["checks"]
    assert check["inputs"] == {"x": "torch.randn(rows, columns)"}
    assert check["over"] == {"rows": "1..4", "columns": "1..4"}


def test_what_a_function_returns_is_left_to_write_without_a_docstring(pool: Pool) -> None:
    item = drafted_item(Request("def double(x):\n    return x * 2\n", "", "write"), pool)
    assert item.faults == [] and item.draft.left_to_write == 1


def test_code_without_a_function_is_not_a_write_item(pool: Pool) -> None:
    with pytest.raises(TorchquizError, match="A write item needs a function"):
        drafted_item(Request("x = 1\n", "", "write"), pool)


def test_short_printed_output_is_asked_for_and_its_values_are_explained(pool: Pool) -> None:
    code = "layer = nn.Linear(3, 2)\nprint(sum(p.numel() for p in layer.parameters()))\n"
    item = drafted_item(Request(code), pool)
    assert item.faults == [] and item.shortcomings == item.draft.left_to_write == 0
    assert item.draft.fields["stem"] == "What does this code print?"
    assert "{sum((p.numel()" in item.draft.fields["solution"][0]


def test_wrong_numbers_have_the_form_of_the_key_and_say_how_they_differ(pool: Pool) -> None:
    item = drafted_item(Request(LOOP, "total"), pool)
    assert item.faults == [] and item.draft.left_to_write == 0
    others = [option for option in item.draft.fields["distractors"] if "value" in option]
    assert others and all("." in option["value"] for option in others)
    assert all("`total` is {total}." in option["because"] for option in others)


def test_a_wrong_number_in_a_blank_is_explained_by_running_it(pool: Pool) -> None:
    code = "x = torch.arange(12)\ny = x[::3]\n"
    item = drafted_item(Request(code, "y.tolist()", "complete"), pool)
    assert item.faults == [] and item.shortcomings == item.draft.left_to_write == 0
    assert "`y.tolist()` is `[0, " in item.draft.fields["distractors"][0]["because"]


ONE_HOT = '''\
def one_hot(labels, classes):
    """Return a row per label that is 1 at its place and 0 elsewhere."""
    return torch.eye(classes)[labels]
'''
IOU = '''\
def overlap(a, b):
    """Return the area in which two boxes x1, y1, x2, y2 overlap."""
    width = (min(a[2], b[2]) - max(a[0], b[0])).clamp(min=0)
    return width * (min(a[3], b[3]) - max(a[1], b[1])).clamp(min=0)
'''
SOFTMAX = '''\
def softmax(x):
    """Return the softmax of each row without overflow."""
    e = (x - x.max(dim=1, keepdim=True).values).exp()
    return e / e.sum(dim=1, keepdim=True)
'''
CAUSAL = '''\
def causal(scores):
    """Return the scores with all later ones replaced by 0."""
    later = torch.ones_like(scores, dtype=torch.bool).triu(1)
    return scores.masked_fill(later, 0.0)
'''


@pytest.mark.parametrize(
    ("code", "inputs"),
    [
        (ONE_HOT, {"labels": "torch.randint(0, columns, (rows,))", "classes": "columns"}),
        (IOU, {"a": "torch.rand(4).cumsum(0)", "b": "torch.rand(4).cumsum(0)"}),
    ],
)
def test_inputs_fit_the_names_of_parameters_at_every_size(
    code: str, inputs: dict[str, str], pool: Pool
) -> None:
    item = drafted_item(Request(code, "", "write"), pool)
    assert item.faults == [] and item.draft.fields["checks"][0]["inputs"] == inputs


@pytest.mark.parametrize(
    ("code", "says"),
    [(SOFTMAX, "is also right for large numbers"), (CAUSAL, "leaves `scores` unchanged")],
)
def test_a_check_is_added_that_rejects_what_the_first_one_accepts(
    code: str, says: str, pool: Pool
) -> None:
    item = drafted_item(Request(code, "", "write"), pool)
    _, further = item.draft.fields["checks"]
    assert item.shortcomings == 0 and says in further["says"]
