"""A trace that calls a model is proven, including its stated shapes, paths and figures."""

from pathlib import Path

import pytest

from tests.engine.models import NET
from tests.engine.results import Check
from torchquiz.engine.banks.load import load_bank

pytest_plugins = ["tests.engine.fixtures"]

INDENTED = "\n".join(f"  {line}" for line in NET.partition("if __name__")[0].splitlines())
LESSON = f"""\
lesson: my-net
title: My net
minutes: 5
about: A net.
setup: |
{INDENTED}
trace:
  insight: The model makes scores.
  call: Net()(torch.rand(2, 3, 16, 16))
  calls:
    - path: features.0
      shape: 2×8×16×16
      means: 224 parameters.
      question: what-it-makes
    - {{path: fc1, shape: 2 x 16}}
items:
  - id: what-it-makes
    kind: predict
    level: easy
    stem: What is `y.shape`?
    snippet: y = Net()(torch.rand(2, 3, 16, 16))
    ask: y.shape
    key: (2, 4)
    distractors:
      - {{value: "(4,)", misconception: batch-forgotten, because: "The batch stays: {{len(y)}}."}}
    hints: [What does the last layer make?]
    solution: ["The shape is {{tuple(y.shape)}}."]
    check: The last layer decides.
misconceptions:
  batch-forgotten: Shapes describe one example.
"""


def checked(check: Check, tmp_path: Path, old: str = "", new: str = "") -> str:
    assert old in LESSON
    path = tmp_path / "my-net.yaml"
    path.write_text(LESSON.replace(old, new) if old else LESSON)
    result = check(path)
    return result.out + result.err


def test_a_trace_of_a_model_is_proven_and_its_shapes_are_counted(
    check: Check, tmp_path: Path
) -> None:
    assert "all proven" in checked(check, tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "part"),
    [
        ("shape: 2×8×16×16", "shape: 2×8×8×8", "PyTorch: 2×8×16×16"),
        ("shape: 2×8×16×16", "shape: ?", "PyTorch computes 2×8×16×16"),
        ("path: features.0", "path: feature.0", "Did you mean 'features.0'"),
        ("224 parameters", "224 parameters make 999", "999"),
        ("call: Net()(", "call: Net(9)(9) + (", "does not call a model"),
        (
            "call: Net()(torch.rand(2, 3, 16, 16))",
            "call: Net()(torch.rand(2, 3, 9, 9))",
            "the model does not run",
        ),
        (
            "  call: Net()(torch.rand(2, 3, 16, 16))\n",
            "",
            "needs either `data_flow` (stages) or `call`",
        ),
    ],
)
def test_a_planted_fault_is_reported_with_its_place(
    check: Check, tmp_path: Path, old: str, new: str, part: str
) -> None:
    shown = checked(check, tmp_path, old, new)
    assert part in shown and "my-net.yaml:" in shown


def test_a_proven_trace_keeps_words_and_questions(tmp_path: Path) -> None:
    path = tmp_path / "my-net.yaml"
    path.write_text(LESSON)
    bank = load_bank(path)
    assert bank.faults == [] and "trace" in bank.ways
