"""Measures proving a generated bank: with an empty cache, a full one, and one changed item."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.measurement import Measurement, show
from tests.benchmarks.processes import check, snippets_note

TITLE = "a generated bank, each of whose variants runs different code"
VARIANTS = 1000
PER_ITEM = 100
HEAD = """\
lesson: generated
title: Generated
minutes: 60
about: A program wrote it.
setup: |
  import torch
  from torch import nn
misconceptions:
  no-bias: The bias is not counted.
items:
"""
ITEM = """\
  - id: layer-{number}
    kind: predict
    level: easy
    stem: How many parameters has layer {number}?
    given: {{inputs: {inputs}, outputs: {outputs}}}
    snippet: |
      layer = nn.Linear(inputs, outputs)
      count = sum(p.numel() for p in layer.parameters())
    ask: count
    key: inputs * outputs + outputs
    distractors:
      - {{value: inputs * outputs, misconception: no-bias, because: "The bias adds {{outputs}}."}}
    hints: [Weights and bias.]
    solution: ["{{inputs}} · {{outputs}} + {{outputs}} = {{count}}"]
    check: Count the bias.
"""


def bank(variants: int, per_item: int = PER_ITEM) -> str:
    """Return a lesson with this many variants, each of which runs different code."""
    side = int(per_item**0.5)
    return HEAD + "".join(
        ITEM.format(
            number=number,
            inputs=list(range(2 + number, 2 + number + side)),
            outputs=list(range(2, 2 + side)),
        )
        for number in range(variants // per_item)
    )


def figures(variants: int = VARIANTS) -> Iterator[Measurement]:
    """Measure a check with an empty cache, a second check, and a check after changing an item."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        path = home / "bank.yaml"
        text = bank(variants)
        path.write_text(text)
        cold = check(home, "--trust", str(path))
        yield _figure(f"{variants:,} variants, empty cache", cold, cold)
        yield _figure("unchanged again", check(home, "--trust", str(path)), cold)
        path.write_text(text.replace("parameters has layer 0?", "parameters are in layer 0?"))
        yield _figure("one item changed", check(home, "--trust", str(path)), cold)


def _figure(name: str, report: dict[str, float], cold: dict[str, float]) -> Measurement:
    multiple = report["seconds"] / cold["seconds"]
    note = snippets_note(report)
    return Measurement(name, report["seconds"], "s", multiple, "the first check", note)


if __name__ == "__main__":
    show(TITLE, figures())
