"""Finds and replaces the numbers in a stage's code that a learner may change.

These are the numbers in the arguments of calls.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

# Matches a number that a learner may type, such as 3, -0.5, .25, 2. or 1e-3, but not 007, which is
# not valid Python.
NUMBER = re.compile(r"[-+]?((0|[1-9]\d*)(\.\d*)?|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)
LONGEST = 12
"""The maximum number of characters in a number."""


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """A number in a piece of code, with its sign and its position."""

    start: int
    end: int
    text: str


def numbers(code: str) -> tuple[Number, ...]:
    """Return the numbers in an expression that the learner may change, from left to right.

    The result is empty if the code is not valid Python.
    """
    try:
        tree = ast.parse(f"({code}\n)", mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    # A set is used, because the arguments of nested calls are found twice.
    unique: set[Number] = set()
    for call in ast.walk(tree):
        if isinstance(call, ast.Call):
            for argument in _arguments(call):
                unique.update(_number(code, node) for node in _numbers_in(argument))
    return tuple(sorted(unique))


def with_number(code: str, number: Number, text: str) -> str:
    """Return the code with one number replaced.

    Raises:
        ValueError: the text is not a number. The message is a sentence for the learner.
    """
    text = text.strip()
    if not NUMBER.fullmatch(text) or len(text) > LONGEST:
        raise ValueError(
            f"“{text}” is not a number with at most {LONGEST} characters; type a number "
            "such as 3, -0.5 or 1e-3."
        )
    return code[: number.start] + text + code[number.end :]


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(keyword.value for keyword in call.keywords)]


def _numbers_in(node: ast.AST) -> Iterator[ast.expr]:
    """Yield the nodes of all numbers inside a node, including their minus signs."""
    positive = node
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        positive = node.operand
    if _is_number(positive):
        assert isinstance(node, ast.expr)
        yield node
        return
    for inner in ast.iter_child_nodes(node):
        yield from _numbers_in(inner)


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def _number(code: str, node: ast.expr) -> Number:
    """Return the number in a syntax node, with its position in the code.

    The position takes into account that the code is parsed with a bracket in front of it.
    """
    assert node.end_lineno is not None and node.end_col_offset is not None
    lines = f"({code}".split("\n")
    start = _offset(lines, node.lineno, node.col_offset)
    end = _offset(lines, node.end_lineno, node.end_col_offset)
    return Number(start, end, code[start:end])


def _offset(lines: list[str], line: int, column: int) -> int:
    """Return the offset in characters of a line and column, where the column counts bytes."""
    earlier = sum(len(text) + 1 for text in lines[: line - 1])
    in_line = len(lines[line - 1].encode()[:column].decode())
    bracket = 1
    return earlier + in_line - bracket
