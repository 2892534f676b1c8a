"""The setup of a project runs before its program and every step, and faults in it are reported."""

from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.engine.lines import Lines
from torchquiz.engine.banks.load import load_bank
from torchquiz.engine.models.ways import Project
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.lesson_proof import LessonProof
from torchquiz.engine.proving.provers import threads
from torchquiz.engine.sandbox.pool import Pool

pytest_plugins = ["tests.engine.fixtures"]

LESSON = """\
lesson: sums
title: Sums
minutes: 1
about: A project of two steps and an item beside it.
setup: |
  import torch
items:
  - id: beside
    kind: complete
    level: easy
    entry: typed
    stem: Fill the blank.
    setup: from torch import ones
    snippet: y = ones(____)
    goal: y.numel() == 6
    key: 6
    distractors: []
    hints: [How many are there?]
    solution: ["There are {y.numel()}."]
    check: Count them.
  - id: first
    kind: complete
    level: easy
    entry: typed
    stem: Fill the blank.
    snippet: y = data(____)
    goal: y.numel() == 6
    key: 6
    distractors: []
    hints: [How many are there?]
    solution: ["There are {y.numel()}."]
    check: Count them.
  - id: last
    kind: write
    level: easy
    stem: Write `total(x)`, the sum of all numbers.
    setup: |
      given = data(4)
    snippet: |
      count = len(given)
    starter: |
      def total(x):
          return x
    key: |
      def total(x):
          return x.sum()
    checks:
      - says: Of `given` it is right.
        ask: total(given).item()
        tolerance: 0.01
    hints: [What adds up numbers?]
    solution: ["Of {count} numbers it is {total(given)}."]
    check: Add them by hand.
project:
  brief: The sum is {before['sum']} at first.
  setup: |
    def data(count):
        return torch.ones(count)
  before:
    code: |
      def total(x):
          return x[0]
    show: [total(data(4))]
  gauges:
    - name: sum
      ask: total(data(4)).item()
  steps: [first, last]
  done: Now it is {after['sum']}.
"""
SHARED = "def data(count):\n    return torch.ones(count)"


@pytest.fixture
def proven(pool: Pool, tmp_path: Path) -> Iterator[Callable[[str], tuple[LessonProof, Proofs]]]:
    """Return a function that proves a lesson and returns the proof and the cache."""
    path = tmp_path / "sums.yaml"

    def prove(text: str) -> tuple[LessonProof, Proofs]:
        path.write_text(text, encoding="utf-8")
        with threads(pool) as provers:
            return prove_lesson(path, path.name, provers, proofs), proofs

    with closing(Proofs(tmp_path / "proofs.db")) as proofs:
        yield prove


Proven = Callable[[str], tuple[LessonProof, Proofs]]


def test_every_step_shows_all_that_runs_before_it_and_other_items_what_they_had(
    proven: Proven,
) -> None:
    proof, _ = proven(LESSON)
    setups = {id: item.variants[0].setup for id, item in proof.bodies.items()}

    assert proof.faults == []
    assert setups == {
        "beside": "from torch import ones",
        "first": f"import torch\n\n{SHARED}",
        "last": f"import torch\n\n{SHARED}\n\ngiven = data(4)",
    }


def test_the_program_before_is_shown_with_what_it_shares(proven: Proven) -> None:
    proof, proofs = proven(LESSON)
    assert proof.lesson is not None
    project = proofs.way(proof.lesson.ways[0].proof)

    assert isinstance(project, Project)
    assert project.before.code == f"{SHARED}\n\ndef total(x):\n    return x[0]"
    assert (project.brief, project.done) == ("The sum is 1.0 at first.", "Now it is 4.0.")


def test_the_guides_project_shares_its_data(lines: Lines) -> None:
    assert lines.way(Project).before.code.startswith("x = torch.linspace(-1, 1, 20)\n")
    assert (
        lines.proof.bodies["find-the-rate"]
        .variants[0]
        .setup.endswith("slope = torch.zeros(1, requires_grad=True)")
    )


@pytest.mark.parametrize(
    ("old", "new", "items"),
    [
        ("  import torch\n", "  import torches\n", {"first", "last"}),
        ("    def data(count):\n", "    torch.nothing\n    def data(count):\n", {"first", "last"}),
        ("      given = data(4)\n", "      given = date(4)\n", {"last"}),
        ("      count = len(given)\n", "      count = len(give)\n", {"last"}),
    ],
)
def test_whatever_fails_before_a_step_is_told_at_its_own_line(
    old: str, new: str, items: set[str], proven: Proven
) -> None:
    text = LESSON.replace(old, new)
    line = text[: text.index(new)].count("\n") + 1
    proof, _ = proven(text)

    assert {(fault.line, fault.item) for fault in proof.faults} == {(line, item) for item in items}


def test_a_change_of_what_is_shared_proves_the_steps_and_the_project_again(proven: Proven) -> None:
    first, _ = proven(LESSON)
    again, _ = proven(LESSON)
    changed, _ = proven(LESSON.replace("torch.ones(count)", "torch.ones(int(count))"))

    assert again.snippets_run == 0 < changed.snippets_run < first.snippets_run


def test_what_else_is_wrong_with_a_project_is_no_fault_of_its_steps(
    tmp_path: Path, proven: Proven
) -> None:
    proof, _ = proven(LESSON.replace("  done:", "  doen:"))

    assert proof.faults and not any(fault.item for fault in proof.faults)
    assert {item.id for item, _ in load_bank(tmp_path / "sums.yaml").items} == set(proof.bodies)
