"""The numbers in a stage's code that a learner may change: those that stand among a call's arguments."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass

NUMBER = re.compile(r"[-+]?((0|[1-9]\d*)(\.\d*)?|\.\d+)(e[-+]?\d+)?", re.IGNORECASE)
LONGEST = 12
"""Characters that a number may have."""


@dataclass(frozen=True, slots=True, order=True)
class Number:
    """A number as it stands in code, with its sign."""

    start: int
    end: int
    text: str


def numbers(code: str) -> tuple[Number, ...]:
    """The numbers of an expression that can be changed, from left to right; none of what is no Python."""
    try:
        tree = ast.parse(f"({code}\n)", mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    nodes = [
        one for call in ast.walk(tree) if isinstance(call, ast.Call) for one in _arguments(call)
    ]
    found = {_number(code, node) for argument in nodes for node in _numbers_in(argument)}
    return tuple(sorted(found))


def with_number(code: str, number: Number, text: str) -> str:
    """The code with another number in a number's place.

    Raises:
        ValueError: the text is no number; the error says so in a sentence.
    """
    text = text.strip()
    if not NUMBER.fullmatch(text) or len(text) > LONGEST:
        raise ValueError(f"“{text}” is no number that can stand here.")
    return code[: number.start] + text + code[number.end :]


def _arguments(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(one.value for one in call.keywords)]


def _numbers_in(node: ast.AST) -> Iterator[ast.expr]:
    """The numbers below a node; a sign belongs to its number."""
    if _is_number(
        node.operand if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub) else node
    ):
        assert isinstance(node, ast.expr)
        yield node
        return
    for inner in ast.iter_child_nodes(node):
        yield from _numbers_in(inner)


def _is_number(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) in (int, float)


def _number(code: str, node: ast.expr) -> Number:
    """Python counts bytes within lines, and the first line has a bracket before it."""
    assert node.end_lineno is not None and node.end_col_offset is not None
    lines = f"({code}".split("\n")
    start, end = (
        _offset(lines, *at)
        for at in ((node.lineno, node.col_offset), (node.end_lineno, node.end_col_offset))
    )
    return Number(start, end, code[start:end])


def _offset(lines: list[str], line: int, column: int) -> int:
    before = sum(len(one) + 1 for one in lines[: line - 1])
    return before + len(lines[line - 1].encode()[:column].decode()) - 1
