"""A program in which the position of each syntax node is known, so that nodes can be replaced."""

import ast
from dataclasses import dataclass
from itertools import accumulate

Span = tuple[int, int]
"""The start and end of a piece of source code, as byte offsets in UTF-8."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A change to one piece of a program, with the learner's mistake that it represents."""

    span: Span
    new: str
    mistake: str
    """The mistake as a noun phrase, such as `the sum instead of the mean`."""


class SourceTree:
    """The source code and the syntax tree of a program.

    Args:
        code: the program, which must be valid Python.
    """

    def __init__(self, code: str) -> None:
        self.code = code
        self.tree = ast.parse(code)
        self.source = code.encode()
        lengths = (len(line) + 1 for line in self.source.split(b"\n"))
        self._starts = [0, *accumulate(lengths)]

    def span(self, node: ast.stmt | ast.expr | ast.keyword) -> Span:
        """Return a node's start and end as byte offsets, excluding any parentheses around it."""
        assert node.end_lineno is not None and node.end_col_offset is not None
        begin = self._starts[node.lineno - 1] + node.col_offset
        return begin, self._starts[node.end_lineno - 1] + node.end_col_offset

    def text(self, span: Span) -> str:
        """Return the source code between two byte offsets."""
        return self.source[slice(*span)].decode()

    def name_span(self, node: ast.Attribute) -> Span:
        """Return the byte offsets of an attribute's name, such as `mean` in `x.mean`."""
        _, end = self.span(node)
        return end - len(node.attr.encode()), end

    def suffix_span(self, call: ast.Call) -> Span:
        """Return the byte offsets of a method call without its object, such as `.item()`."""
        assert isinstance(call.func, ast.Attribute)
        _, receiver_end = self.span(call.func.value)
        name, _ = self.name_span(call.func)
        # Brackets around the receiver may lie between its end and the dot.
        return self.source.rindex(b".", receiver_end, name), self.span(call)[1]

    def with_change(self, change: Slip) -> str:
        """Return the program with a change applied."""
        begin, end = change.span
        return (self.source[:begin] + change.new.encode() + self.source[end:]).decode()

    def lines(self, span: Span) -> range:
        """Return the indices of the lines that a piece of the source code touches."""
        first = self.source.count(b"\n", 0, span[0])
        return range(first, first + self.source.count(b"\n", *span) + 1)

    def functions(self) -> list[ast.FunctionDef]:
        """Return all functions and methods of the program."""
        return [node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef)]


def parameters(function: ast.FunctionDef) -> set[str]:
    """Return the names of a function's parameters, without `self`."""
    arguments = function.args
    every = (*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs)
    return {argument.arg for argument in every} - {"self"}


def called_name(call: ast.Call) -> str:
    """Return the name of a called function or method, such as `mean` in `x.mean()`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""
