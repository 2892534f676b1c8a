"""Tests `torchquiz suggest`, which applies misconceptions to code to find wrong options."""

from pathlib import Path

import pytest

from tests.engine.results import Check, CommandResult
from tests.engine.small_bank import HEAD, SMALL
from torchquiz.engine.authoring.candidates import RULES, changes
from torchquiz.engine.authoring.suggest import Suggestion, suggestions
from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.folders import BANKS
from torchquiz.engine.kinds.predict import PredictItem
from torchquiz.engine.kinds.table import TableItem
from torchquiz.engine.models.authored import Replacement
from torchquiz.engine.sandbox.pool import Pool
from torchquiz.tui.cli import main

pytest_plugins = ["tests.engine.fixtures"]

SHAPE = "y = conv(x)"
READ = [
    ("padding-overlooked", "c = nn.Conv2d(1, 2, 3, padding=p)", "c = nn.Conv2d(1, 2, 3)"),
    ("padding-is-automatic", "c = nn.Conv2d(1, 2, 5)", "c = nn.Conv2d(1, 2, 5, padding=2)"),
    (
        "padding-is-automatic",
        "c = nn.Conv2d(1, 2, kernel_size=k)",
        "c = nn.Conv2d(1, 2, kernel_size=k, padding=k // 2)",
    ),
    (
        "padding-counts-once",
        "y = nn.Conv2d(1, 2, 3, padding=1)(x)",
        "(*y.shape[:2], *(extent - 1 for extent in y.shape[2:]))",
    ),
    ("stride-forgotten", "y = F.max_pool2d(x, 2, stride=1)", "y = F.max_pool2d(x, 2)"),
    ("dilation-ignored", "c = nn.Conv2d(1, 2, 3, dilation=2)", "c = nn.Conv2d(1, 2, 3)"),
    ("channels-pass-through", "c = nn.Conv2d(3, 6, 5)", "c = nn.Conv2d(3, 3, 5)"),
    ("channels-swapped", "f = nn.Linear(3, 6)", "f = nn.Linear(6, 3)"),
    ("rounding-up", "y = nn.MaxPool2d(2)(x)", "y = nn.MaxPool2d(2, ceil_mode=True)(x)"),
    (
        "last-step-counts",
        "y = nn.Conv2d(1, 2, 3, stride=2)(x)",
        "(*y.shape[:2], *(extent + 1 for extent in y.shape[2:]))",
    ),
    ("batch-forgotten", SHAPE, "y.shape[1:]"),
    ("batch-axis-appears", SHAPE, "(1, *y.shape)"),
    ("axes-out-of-order", SHAPE, "(y.shape[0], *y.shape[2:], y.shape[1])"),
    ("axes-count-from-one", "y = x.sum(dim=1)", "y = x.sum(dim=0)"),
    ("axis-one-further", "y = torch.stack([a, b], 0)", "y = torch.stack([a, b], 1)"),
    ("minus-counts-from-the-front", "y = x.argmax(-1)", "y = x.argmax(0)"),
    ("dim-is-what-stays", "y = x.mean(dim=0)", "y = x.mean(dim=1)"),
    ("softmax-over-the-batch", "y = F.softmax(x, dim=-1)", "y = F.softmax(x, dim=0)"),
    ("reduced-axis-stays", "y = x.sum(1)", "y = x.sum(1, keepdim=True)"),
    ("reduced-axis-goes", "y = x.sum(1, keepdim=True)", "y = x.sum(1)"),
    ("underscore-means-nothing", "x.add_(1)", "x.add(1)"),
    ("clone-shares", "y = x.clone()", "y = x"),
    ("mean-instead-of-sum", "y = x.sum()", "y = x.mean()"),
    ("sum-instead-of-mean", "y = x.mean()", "y = x.sum()"),
    ("losses-add-up", "y = F.mse_loss(a, b)", "y = F.mse_loss(a, b, reduction='sum')"),
    ("losses-stay-apart", "y = F.mse_loss(a, b)", "y = F.mse_loss(a, b, reduction='none')"),
    ("reduction-ignored", "y = F.mse_loss(a, b, reduction='sum')", "y = F.mse_loss(a, b)"),
    ("bias-forgotten", "f = nn.Linear(3, 6)", "f = nn.Linear(3, 6, bias=False)"),
    ("bias-always-there", "f = nn.Linear(3, 6, bias=False)", "f = nn.Linear(3, 6)"),
    ("matmul-transposes", "y = a @ b", "y = a @ b.T"),
    ("transpose-overlooked", "y = a.T", "y = a"),
    ("matrix-product-is-elementwise", "y = a @ b", "y = a * b"),
    ("star-is-the-matrix-product", "y = a * b", "y = a @ b"),
    ("scaling-rounds-down", "y = a / 2", "y = a // 2"),
    ("floor-division-keeps-fractions", "y = a // 2", "y = a / 2"),
    ("floats-are-float64", "y = torch.ones(2)", "y = torch.ones(2, dtype=torch.float64)"),
    ("tensors-are-floats", "y = torch.tensor([1])", "y = torch.tensor([1], dtype=torch.float32)"),
    ("whole-numbers-stay", "y = torch.ones(2)", "y = torch.ones(2, dtype=torch.int64)"),
    ("dtype-ignored", "y = torch.ones(2, dtype=torch.int8)", "y = torch.ones(2)"),
    ("reshape-moves-axes", "y = a.T", "y = a.reshape(a.T.shape)"),
    ("reshape-moves-axes", "y = a.permute(1, 0)", "y = a.reshape(a.permute(1, 0).shape)"),
    ("batch-flattened", "y = a.flatten(1)", "y = a.flatten()"),
    ("batch-flattened", "y = nn.Flatten()(a)", "y = nn.Flatten(0)(a)"),
    ("eval-is-train", "net.eval()", "net.train()"),
    ("train-is-eval", "net.train()", "net.eval()"),
    ("zero-grad-overlooked", "optimizer.zero_grad()", "pass"),
    ("detach-overlooked", "y = a.detach() * 2", "y = a * 2"),
    ("broadcasting-aligns-from-the-left", "y = a + b", "y = a + b.unsqueeze(-1)"),
    ("slices-include-their-end", "y = a[1:3]", "y = a[1:4]"),
    ("indices-count-from-one", "y = a[2]", "y = a[1]"),
    ("columns-come-first", "y = a[i, 0]", "y = a[0, i]"),
    ("columns-come-first", "m[t, f] += 1", "m[f, t] += 1"),
    ("ranges-include-their-end", "y = torch.arange(n)", "y = torch.arange(n + 1)"),
    ("pooling-forgotten", "y = F.max_pool2d(x, 2)", "y = x"),
    ("relu-keeps-all", "f = nn.ReLU()", "f = nn.Identity()"),
    ("size-one-axes-vanish", "y = a.unsqueeze(0)", "y = a"),
    ("filled-by-columns", "y = a.reshape(2, 3)", "y = a.reshape(3, 2).T"),
    ("squares-are-not-taken", "y = F.mse_loss(a, b)", "y = F.l1_loss(a, b)"),
    ("absolute-differences-are-squared", "y = l1_loss(a, b)", "y = mse_loss(a, b)"),
    (
        "cross-entropy-wants-probabilities",
        "y = F.cross_entropy(a, b)",
        "y = F.cross_entropy(a.softmax(-1), b)",
    ),
    ("views-copy", "y = a.view(-1)", "y = a.view(-1).clone()"),
    ("slices-copy", "y = a[0]", "y = a[0].clone()"),
    ("slices-copy", "y = a[:, 1:3]", "y = a[:, 1:3].clone()"),
    ("momentum-overlooked", "o = optim.SGD(w, lr=1, momentum=0.9)", "o = optim.SGD(w, lr=1)"),
    ("weight-decay-overlooked", "o = optim.AdamW(w, weight_decay=0.1)", "o = optim.AdamW(w)"),
    ("last-batch-is-dropped", "l = DataLoader(d, 4)", "l = DataLoader(d, 4, drop_last=True)"),
    ("last-batch-is-kept", "l = DataLoader(d, 4, drop_last=True)", "l = DataLoader(d, 4)"),
    ("second-direction-overlooked", "r = nn.GRU(2, 3, bidirectional=True)", "r = nn.GRU(2, 3)"),
    ("stacked-layers-overlooked", "r = nn.LSTM(2, 3, num_layers=2)", "r = nn.LSTM(2, 3)"),
    ("batch-first-overlooked", "r = nn.RNN(2, 3, batch_first=True)", "r = nn.RNN(2, 3)"),
    (
        "smoothing-overlooked",
        "y = F.cross_entropy(a, b, label_smoothing=0.1)",
        "y = F.cross_entropy(a, b)",
    ),
    (
        "every-target-counts",
        "y = F.cross_entropy(a, b, ignore_index=0)",
        "y = F.cross_entropy(a, b)",
    ),
    ("always-ascending", "y = x.sort(descending=True)", "y = x.sort()"),
    ("always-the-largest", "y = x.topk(2, largest=False)", "y = x.topk(2)"),
    ("spread-divides-by-all", "y = x.std()", "y = x.std(correction=0)"),
    ("diagonal-overlooked", "y = x.triu(diagonal=1)", "y = x.triu()"),
    ("no-grad-overlooked", "with torch.no_grad():\n    y = a * 2", "with torch.enable_grad()"),
    ("left-operand-decides", "y = a + b", "y = a"),
    ("right-operand-decides", "y = a * b", "y = b"),
]
ASKED = [
    ("recording-is-the-other-way-round", "y = nn.Linear(2, 2)(x)", "y.requires_grad"),
    ("every-tensor-is-a-leaf", SHAPE, "y.is_leaf"),
    ("gradient-is-the-value", "y.backward()", "x.grad"),
    ("gradients-are-ones", "y.backward()", "x.grad"),
    ("gradients-point-downhill", "y.backward()", "x.grad"),
    ("backward-averages", "y.backward()", "x.grad"),
    ("integers-win", "y = a / b", "y.dtype"),
    ("mixed-dtypes-become-float64", "y = a + b", "y.dtype"),
    ("length-counts-examples", "loader = DataLoader(d, 4)", "len(loader)"),
]
"""Misconceptions about the expression that an item asks for."""


@pytest.mark.parametrize(("misconception", "snippet", "instead"), READ)
def test_a_misconception_changes_code_in_its_own_way(
    misconception: str, snippet: str, instead: str
) -> None:
    (rule,) = [rule for rule in RULES if rule.misconception == misconception]
    edits = [
        edit.by if isinstance(edit, Replacement) else str(edit)
        for edit in changes(rule, snippet, "y.shape")
    ]
    assert instead in edits


def test_every_misconception_has_a_test_and_a_unique_name() -> None:
    names = [rule.misconception for rule in RULES]
    tested = {name for name, _, _ in (*READ, *ASKED)}
    assert len(set(names)) == len(names) and set(names) == tested


@pytest.mark.parametrize(("misconception", "snippet", "ask"), ASKED)
def test_a_misconception_about_what_is_asked_changes_only_that(
    misconception: str, snippet: str, ask: str
) -> None:
    (rule,) = [rule for rule in RULES if rule.misconception == misconception]
    (edit,) = changes(rule, snippet, ask)
    assert str(edit) != ask
    assert list(changes(rule, snippet, "y.sum()")) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.misconception)
def test_code_that_a_misconception_is_not_about_stays_unchanged(rule: object) -> None:
    assert list(changes(rule, "y = x", "y")) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("snippet", "misconceptions"),
    [
        (
            "lstm = nn.LSTM(8, 16, batch_first=True)\ny, _ = lstm(x)",
            {"axes-out-of-order", "last-step-counts", "padding-counts-once"},
        ),
        (
            "y = nn.ConvTranspose2d(1, 2, 3, stride=2, padding=1)(x)",
            {"padding-overlooked", "stride-forgotten", "last-step-counts", "padding-counts-once"},
        ),
        ("y = nn.AdaptiveAvgPool2d(2)(x)", {"last-step-counts"}),
        ("y = F.conv2d(x, w, b)", {"channels-pass-through", "padding-is-automatic"}),
        ("y = x.cumsum(dim=0)", {"dim-is-what-stays", "reduced-axis-stays"}),
        ("y = torch.tensor([True])", {"whole-numbers-stay"}),
        ("y = a + b", {"batch-axis-appears", "axes-out-of-order"}),
        ("y = conv(x.unsqueeze(0))", {"batch-axis-appears"}),
        ("y = conv(x).permute(0, 2, 3, 1)", {"axes-out-of-order"}),
        ("y = d['key']", {"slices-copy"}),
        ("y = a[mask]", {"slices-copy"}),
    ],
)
def test_no_misconception_is_offered_for_code_of_which_its_text_is_false(
    snippet: str, misconceptions: set[str]
) -> None:
    offered = {rule.misconception for rule in RULES if list(changes(rule, snippet, "y.shape"))}
    assert offered.isdisjoint(misconceptions)


def suggested(item_id: str, pool: Pool, path: Path = BANKS / "conv2d.yaml") -> list[Suggestion]:
    """Return the suggestions for an item without its own distractors."""
    (item, scope) = next(
        (item, scope) for item, scope in load_bank(path).items if item.id == item_id
    )
    assert isinstance(item, PredictItem | TableItem)
    return suggestions(item.model_copy(update={"distractors": []}), scope, pool)


@pytest.mark.parametrize(
    ("item_id", "authors"),
    [
        (
            "shape-without-padding",
            {"padding-is-automatic", "channels-pass-through", "batch-forgotten"},
        ),
        ("padding-same", {"padding-overlooked", "channels-pass-through"}),
        ("conv-then-pool", {"pooling-forgotten", "padding-overlooked"}),
        ("batch-stays", {"batch-forgotten", "axes-out-of-order"}),
    ],
)
def test_the_misconceptions_that_an_author_used_are_suggested(
    item_id: str, authors: set[str], pool: Pool
) -> None:
    options = suggested(item_id, pool)
    assert authors <= {option.rule.misconception for option in options}
    for variant in range(len(options[0].values)):
        texts = [option.values[variant].text for option in options]
        assert len(set(texts)) == len(texts)


@pytest.fixture
def run(check: Check, capsys: pytest.CaptureFixture[str]) -> Check:
    """Runs the command in this process, with the worker that all tests share."""
    return lambda *words: CommandResult(main(["suggest", *map(str, words)]), *capsys.readouterr())


def test_suggestions_are_ready_to_paste(bank: Path, run: Check, check: Check) -> None:
    result = run("small/size", "--bank", bank)
    _, _, pasted = result.out.partition("# Add under the item's distractors:\n")
    beliefs = result.out.partition("# Add under the lesson's misconceptions:\n")[2].partition(
        "# Add under"
    )[0]
    text = SMALL.replace(
        "    hints: [Think of a mirror.]", f"{pasted}    hints: [Think of a mirror.]"
    )
    bank.write_text(
        text.replace("  stays: Nothing changes.\n", f"  stays: Nothing changes.\n{beliefs}")
    )

    assert (
        result.status == 0
        and "# batch-forgotten: (2,) | (3,)" in result.out
        and "transpose-overlooked" not in result.out
    )
    assert "has room for" not in result.out
    assert check(bank).status == 0


TABLE = """\
  - id: two-stages
    kind: table
    level: easy
    stem: Which shape leaves each?
    setup: |
      import torch
      from torch import nn
    given: {size: [9, 12]}
    snippet: |
      x = torch.zeros(2, 1, size, size)
      wide = nn.Conv2d(1, 4, kernel_size=3)(x)
      kept = nn.Conv2d(4, 8, kernel_size=3, padding=1)(wide)
      matrix = torch.zeros(2, 2, dtype=torch.long)
      for row, column in [(0, 1), (0, 1), (1, 0)]:
          matrix[row, column] += 1
    columns: [shape, count]
    rows:
      - name: wide
        cells:
          - {ask: wide.shape, key: "(2, 4, size - 2, size - 2)"}
          - {ask: "matrix[0, 1].item()", key: 2}
      - name: kept
        cells:
          - {ask: kept.shape, key: "(2, 8, size - 2, size - 2)"}
          - {show: "matrix[1, 0].item()"}
    distractors: []
    hints: [Go through it line by line.]
    solution: ["{tuple(kept.shape)}"]
    check: The batch stays.
"""


def test_suggestions_for_a_table_name_their_cell_and_are_ready_to_paste(
    bank: Path, run: Check, check: Check
) -> None:
    bank.write_text(f"{HEAD}items:\n{TABLE}")
    result = run("two-stages", "--bank", bank)
    _, _, pasted = result.out.partition("# Add under the item's distractors:\n")
    beliefs = result.out.partition("# Add under the lesson's misconceptions:\n")[2].partition(
        "# Add under"
    )[0]
    text = bank.read_text().replace("    distractors: []\n", f"    distractors:\n{pasted}")
    bank.write_text(
        text.replace("  stays: Nothing changes.\n", f"  stays: Nothing changes.\n{beliefs}")
    )

    lines = [line for line in result.out.splitlines() if line.startswith("# row")]
    assert "# row 2, column 1, padding-overlooked: (2, 8, 5, 5) | (2, 8, 8, 8)" in lines
    assert "# row 1, column 2, columns-come-first: 1" in lines
    assert check(bank).status == 0


def test_a_rule_about_a_layer_does_not_apply_to_earlier_stages(bank: Path, run: Check) -> None:
    bank.write_text(f"{HEAD}items:\n{TABLE}")
    lines = [
        line
        for line in run("two-stages", "--bank", bank).out.splitlines()
        if "1, padding-counts-once:" in line
    ]
    assert lines == ["# row 2, column 1, padding-counts-once: (2, 8, 6, 6) | (2, 8, 9, 9)"]


MANY = """\
  - id: many
    kind: predict
    level: easy
    stem: Which shape leaves?
    setup: |
      import torch
      from torch import nn
    given: {size: [9, 12]}
    snippet: |
      x = torch.zeros(2, 1, size, size + 1)
      y = nn.Conv2d(1, 4, kernel_size=3, stride=2, padding=1)(x)
    ask: y.shape
    key: (2, 4, (size - 1) // 2 + 1, size // 2 + 1)
    distractors: []
    hints: [Go through it line by line.]
    solution: ["{tuple(y.shape)}"]
    check: The batch stays.
"""


def test_more_suggestions_than_an_item_can_take_are_reported(bank: Path, run: Check) -> None:
    bank.write_text(f"{HEAD}items:\n{MANY}")
    out = run("many", "--bank", bank).out
    count = out.count("- misconception: ")
    assert count > 5
    assert f"# There are {count} suggestions, but the item has room for only 5 more. Keep" in out


def test_an_item_of_another_kind_or_unknown_is_refused(bank: Path, run: Check) -> None:
    assert "suggestions only for predict and table items" in run("total", "--bank", bank).err
    assert "Unknown item 'nothing'" in run("nothing", "--bank", bank).err
    assert "did you mean 'total'?" in run("totle", "--bank", bank).err


def test_an_item_that_cannot_be_read_is_refused_with_the_command_that_shows_why(
    bank: Path, run: Check
) -> None:
    bank.write_text(bank.read_text().replace("    ask: y.shape\n", "    asks: y.shape\n"))
    assert "'size' cannot be read; `torchquiz check " in run("size", "--bank", bank).err
