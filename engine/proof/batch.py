"""The trap of `view(-1, n)`: with a wrong `n`, code raises at one batch size and runs at the next, with other rows.

A wrong option that fails only because its batch does not divide is run again with a batch that does. If the goal then holds,
the goal does not look at the batch, and the option is called wrong by accident.
"""

import ast
import math
import re

from torchquiz.engine.sandbox.job import Outcome

INVALID_VIEW = re.compile(r"shape '\[-1, ([\d, ]+)\]' is invalid for input of size (\d+)")
MAKERS = {"rand", "randn", "zeros", "ones", "empty", "randint", "full"}
LARGEST_BATCH = 4096


def dividing_batch(code: str, outcome: Outcome) -> str | None:
    """The program with the batch at which its `view(-1, n)` runs; None when it did not fail by that, or no batch is found."""
    match = INVALID_VIEW.search(outcome.raised.message) if outcome.raised else None
    sizes = _batch_sizes(code)
    if match is None or not sizes:
        return None
    batch = sizes[0].value
    assert isinstance(batch, int)
    row = math.prod(int(size) for size in match[1].split(",") if size.strip())
    per_example, rest = divmod(int(match[2]), batch) if batch else (0, 1)
    if rest or not per_example:
        return None
    other = row // math.gcd(row, per_example)
    return _with_batch(code, sizes, other) if other <= LARGEST_BATCH else None


def _batch_sizes(code: str) -> list[ast.Constant]:
    """The first sizes of the tensors that the program makes, where they are written as numbers."""
    found: list[ast.Constant] = []
    for node in ast.walk(ast.parse(code)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in MAKERS
        ):
            first = _first_size(node)
            if isinstance(first, ast.Constant) and type(first.value) is int:
                found.append(first)
    return found


def _first_size(call: ast.Call) -> ast.expr | None:
    for argument in call.args:
        if isinstance(argument, ast.Tuple) and argument.elts:
            return argument.elts[0]
    return call.args[0] if len(call.args) > 1 else None


def _with_batch(code: str, sizes: list[ast.Constant], batch: int) -> str:
    lines = [line.encode() for line in code.split("\n")]
    for node in sorted(sizes, key=lambda one: (one.lineno, one.col_offset), reverse=True):
        line = lines[node.lineno - 1]
        lines[node.lineno - 1] = (
            line[: node.col_offset] + str(batch).encode() + line[node.end_col_offset :]
        )
    return b"\n".join(lines).decode()
