"""Right items, written as authors write them, must not cause any fault or doubt."""

from pathlib import Path

import pytest

from tests.engine.proving.test_tricks import said_of
from tests.engine.results import Check

pytest_plugins = ["tests.engine.fixtures"]

LOSS = """
kind: predict
stem: Both classes get the same logit. What is the loss?
snippet: loss = F.cross_entropy(torch.zeros(1, 2), torch.tensor([1]))
ask: loss.item()
key: 0.6931
tolerance: 0.001
distractors: [{value: 0.25}]
solution:
  - Softmax gives both classes a probability of 0.5.
  - "-log(0.5) = 0.6931"
"""
BATCHES = """
kind: predict
stem: What is the size of the last batch?
snippet: |
  loader = torch.utils.data.DataLoader(torch.arange(50), batch_size=16)
  sizes = [len(batch) for batch in loader]
ask: sizes[-1]
key: 2
distractors: [{value: 16}, {value: 14}]
solution: ["50 = 3 × 16 + 2"]
check: Without the last batch, 3 are left.
"""
BROADCAST = """
kind: predict
stem: What is the shape of `c`?
snippet: c = torch.ones(5, 1, 4) * torch.ones(3, 1)
ask: c.shape
key: (5, 3, 4)
distractors: [{value: "(5, 1, 4)"}]
solution: ["The second factor counts as (1, 3, 1)."]
"""
SQUEEZE = """
kind: predict
stem: What is the shape of `y`?
snippet: |
  x = torch.zeros(2, 1, 3)
  y = x.squeeze(0)
ask: y.shape
key: (2, 1, 3)
distractors: [{value: "(1, 3)"}]
check: "`x.squeeze(1)` has the shape (2, 3)."
"""
NORM = """
kind: claim
stem: What is true of batch norm in training mode?
snippet: |
  norm = nn.BatchNorm1d(2)
  y = norm(torch.ones(4, 2) * 5)
key: {text: It moves the running mean., holds: "norm.running_mean[0] == 0.5"}
distractors: [{text: It keeps the running mean., holds: "norm.running_mean[0] == 0"}]
solution: [Each batch moves the running mean by a tenth of the difference.]
"""
NESTED = """
kind: diagnose
stem: Why does this fail?
snippet: |
  net = nn.Sequential(nn.Conv2d(1, 4, 3), nn.ReLU(), nn.Linear(144, 1))
  y = net(torch.zeros(2, 1, 8, 8))
fails: RuntimeError
line: 2
goal: y.shape == (2, 1)
key:
  text: The maps are never flattened.
  fix: {replace: "nn.ReLU()", by: "nn.ReLU(), nn.Flatten()"}
distractors: [{text: Padding is missing., fix: {replace: "4, 3", by: "4, 3, padding=1"}}]
solution: ["After the convolution, the shape is (2, 4, 6, 6). `nn.Flatten` makes it (2, 144)."]
"""
ORDER = """
kind: order
stem: Put the steps in order.
snippet: |
  w = torch.ones(1, requires_grad=True)
  optimizer = torch.optim.SGD([w], lr=0.5)
lines:
  - loss = (3 * w).sum()
  - loss.backward()
  - optimizer.step()
goal: w.item() == -0.5
"""
LINES = """
kind: predict
stem: Two of these five statements change `x`. What is its sum?
snippet: |
  x = torch.zeros(10)
  x + 1
  x.add_(2)
  x[0] = 7
  x.add(2)
  torch.add(x, 3)
ask: x.sum().item()
key: 25.0
tolerance: 0.01
distractors: [{value: 7.0}, {value: 20.0}]
solution: ["The three other statements return new tensors: 9 × 2 + 7 = 25."]
"""
COMPLETE = """
kind: complete
entry: typed
stem: Fill in the blank so that each image becomes one row.
snippet: rows = torch.zeros(5, 4, 6, 6).____(1)
goal: rows.shape == (5, 144)
key: flatten
"""
PARAMETER = """
kind: complete
stem: Fill in the blank so that the layer has one parameter.
snippet: |
  layer = nn.Module()
  layer.slope = ____
goal: len(list(layer.parameters())) == 1
key: nn.Parameter(torch.tensor(1.0))
distractors:
  - {code: "torch.tensor(1.0, requires_grad=True)"}
  - {code: nn.Buffer(torch.tensor(1.0))}
"""


@pytest.mark.parametrize(
    "item", [LOSS, BATCHES, BROADCAST, SQUEEZE, NORM, NESTED, ORDER, LINES, COMPLETE, PARAMETER]
)
def test_a_right_item_is_proven(check: Check, bank: Path, item: str) -> None:
    assert "all proven" in said_of(check, bank, item)


@pytest.mark.parametrize(
    ("item", "old", "new", "reason"),
    [
        (LOSS, "of 0.5", "of 0.75", "not computed anywhere: 0.75"),
        (BATCHES, "3 are", "7 are", "not computed anywhere: 7"),
        (BROADCAST, "(1, 3, 1)", "(1, 4, 1)", "the shape (1, 4, 1) is not computed anywhere"),
        (SQUEEZE, "(2, 3)", "(3, 2)", "the shape (3, 2) is not computed anywhere"),
        (LINES, "these five", "these eight", "not in the code or its results: eight"),
        (PARAMETER, "nn.Buffer(", "torch.nn.Parameter(", "equivalent to the key"),
        (NESTED, "(2, 4, 6, 6)", "(2, 4, 6, 8)", "the shape (2, 4, 6, 8) is not computed"),
    ],
)
def test_the_same_item_with_a_fault_is_seen(
    check: Check, bank: Path, item: str, old: str, new: str, reason: str
) -> None:
    assert reason in said_of(check, bank, item.replace(old, new))
