"""The YAML of a small lesson, in which each snippet runs in a few milliseconds."""

HEAD = """\
lesson: small
title: A small lesson
minutes: 1
about: It is here to be proven.
setup: import torch
misconceptions:
  stays: Nothing changes.
"""

SIZE = """\
  - id: size
    kind: predict
    level: easy
    stem: What is `y.shape`?
    given: {rows: [2, 3], columns: [4, 5]}
    snippet: y = torch.zeros(rows, columns).T
    ask: y.shape
    key: (columns, rows)
    distractors:
      - {value: "(rows, columns)", misconception: stays, because: "They are swapped: {y.shape}."}
    hints: [Think of a mirror.]
    solution: [The sides are swapped.]
    check: Rows become columns.
"""

SUM = """\
  - id: total
    kind: claim
    level: medium
    stem: What is true?
    snippet: total = torch.ones(3).sum()
    key: {text: The sum is a tensor., holds: torch.is_tensor(total)}
    distractors:
      - {text: The sum is a float., holds: type(total) is float, misconception: stays, because: No.}
    hints: [Look at its type.]
    solution: [It stays a tensor until `item()`.]
    check: Ask for the type.
"""

TRACE = """\
trace:
  insight: Sizes follow from layers.
  quiz: [size]
  data_flow:
    - {name: Input, input: "torch.rand(2, 4)", shape: 2×4, means: "{len(x)} rows."}
    - {name: Linear, layer: "torch.nn.Linear(4, 3)", shape: 2×3, means: "{parameters} parameters."}
"""

SMALL = f"{HEAD}items:\n{SIZE}{SUM}{TRACE}"

WRONG = SMALL.replace("key: (columns, rows)", "key: (rows, columns + 0 * rows)")
"""The small lesson with a key for `size` that PyTorch contradicts."""
WRONG_LINE = 1 + SMALL[: SMALL.index("(columns, rows)")].count("\n")
"""The line of the wrong key."""
