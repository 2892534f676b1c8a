"""Tests that the hints of a drafted question concern the operation that it asks about."""

import pytest

from torchquiz.engine.authoring.drafting.topics import topic_of

CASES = [
    ("y = nn.Conv2d(3, 6, 5)(x)", "y.shape", "for the kernel"),
    ("h = nn.Linear(8, 4)(x)\ny = h.sum(1)", "y.shape", "does that axis disappear"),
    ("h = nn.Linear(8, 4)(x)\ny = h.relu()", "y.shape", "linear layer"),
    ("y = x.view(-1).sum()", "y.shape", "keep the number of elements"),
    ("c = a + b", "c.shape", "aligned at their last axes"),
    ("c = a + b", "c.dtype", "dtype does each operand"),
    ("with torch.no_grad():\n    y = w * 2", "y.requires_grad", "record"),
    ("y = (x ** 2).sum()\ny.backward()", "x.grad.tolist()", "differentiated"),
    ("conv = nn.Conv2d(3, 6, 5)", "sum(p.numel() for p in conv.parameters())", "each weight"),
    ("row = x.view(-1)\nrow[0] = 5", "x.tolist()", "share the same memory"),
]


@pytest.mark.parametrize(("snippet", "ask", "hint"), CASES)
def test_the_hint_is_about_the_operation(snippet: str, ask: str, hint: str) -> None:
    topic = topic_of(snippet, ask)
    assert topic is not None and hint in topic.hint


@pytest.mark.parametrize(("snippet", "ask"), [("n = len(text)", "n"), ("y = conv(x)", "y.sum()")])
def test_there_is_no_hint_about_what_the_code_does_not_do(snippet: str, ask: str) -> None:
    assert topic_of(snippet, ask) is None
