"""Finds options that are wrong only because `view(-1, n)` raises at some batch sizes.

With a wrong `n`, `view(-1, n)` raises at some batch sizes but not at others. A wrong option that
raises for this reason is run again with a batch size at which it does not raise. If it then meets
the goal, the goal does not test the batch dimension, and the option is wrong only by accident.
"""

import ast
import math
import re

from torchquiz.engine.sandbox.job import Outcome

INVALID_VIEW = re.compile(r"shape '\[-1, ([\d, ]+)\]' is invalid for input of size (\d+)")
"""Matches PyTorch's message, such as `shape '[-1, 400]' is invalid for input of size 1568`.

Group 1 contains the sizes of a row, and group 2 the total number of elements.
"""
MAKERS = {"rand", "randn", "zeros", "ones", "empty", "randint", "full"}
LARGEST_BATCH = 4096


def dividing_batch(code: str, outcome: Outcome) -> str | None:
    """Return the program with a batch size at which its `view(-1, n)` does not raise an exception.

    Return None if the program failed for another reason, or if no batch size helps.
    """
    match = INVALID_VIEW.search(outcome.raised.message) if outcome.raised else None
    sizes = _batch_sizes(code)
    if match is None or not sizes:
        return None
    batch = sizes[0].value
    assert isinstance(batch, int)
    if not batch:
        return None
    row = math.prod(int(size) for size in match[1].split(",") if size.strip())
    per_example, rest = divmod(int(match[2]), batch)
    if rest or not per_example:
        return None
    other = row // math.gcd(row, per_example)
    return _with_batch(code, sizes, other) if other <= LARGEST_BATCH else None


def _batch_sizes(code: str) -> list[ast.Constant]:
    """Return the literals for the first dimension of the tensors that the program creates."""
    sizes: list[ast.Constant] = []
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Call) and _makes_a_tensor(node):
            first = _first_size(node)
            if isinstance(first, ast.Constant) and type(first.value) is int:
                sizes.append(first)
    return sizes


def _makes_a_tensor(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and call.func.attr in MAKERS


def _first_size(call: ast.Call) -> ast.expr | None:
    for argument in call.args:
        if isinstance(argument, ast.Tuple) and argument.elts:
            return argument.elts[0]
    return call.args[0] if len(call.args) > 1 else None


def _with_batch(code: str, sizes: list[ast.Constant], batch: int) -> str:
    """Return the code with new batch sizes, replacing from the end so that positions stay valid."""
    lines = [line.encode() for line in code.split("\n")]
    for node in sorted(sizes, key=lambda size: (size.lineno, size.col_offset), reverse=True):
        line = lines[node.lineno - 1]
        before, after = line[: node.col_offset], line[node.end_col_offset :]
        lines[node.lineno - 1] = before + str(batch).encode() + after
    return b"\n".join(lines).decode()
