"""A bank that a program wrote: its proof from cold, unchanged again, and after one item was changed."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

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
    """A lesson with so many variants, each of which runs other code."""
    side = int(per_item**0.5)
    return HEAD + "".join(
        ITEM.format(
            number=number,
            inputs=list(range(2 + number, 2 + number + side)),
            outputs=list(range(2, 2 + side)),
        )
        for number in range(variants // per_item)
    )


def main(variants: int = VARIANTS) -> None:
    """Print what three checks of the same bank take."""
    print(f"a generated bank of {variants:,} variants")
    with tempfile.TemporaryDirectory() as home:
        path = Path(home) / "bank.yaml"
        path.write_text(bank(variants))
        _say("from cold", _checked(path, home))
        _say("unchanged again", _checked(path, home))
        path.write_text(
            bank(variants).replace("parameters has layer 0?", "parameters are in layer 0?")
        )
        _say("one item changed", _checked(path, home))


def _say(name: str, report: dict[str, float]) -> None:
    snippets = f"{report['snippets_run']:,} snippets run, {report['from_cache']:,} from the cache"
    print(f"  {name:24}{report['seconds']:8.2f} s   {snippets}")


def _checked(path: Path, home: str) -> dict[str, float]:
    command = [sys.executable, "-m", "torchquiz", "check", "--json", "--trust", str(path)]
    done = subprocess.run(
        command,
        env=os.environ | {"TORCHQUIZ_HOME": home},
        capture_output=True,
        text=True,
        check=True,
    )
    report: dict[str, float] = json.loads(done.stdout)
    return report


if __name__ == "__main__":
    main()
