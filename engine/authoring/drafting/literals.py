"""Finds the integers in a snippet that could become parameters, and names each of them."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from torchquiz.engine.authoring.misreadings.calls import called_name

ARGUMENTS = {
    "Conv1d": ("channels", "filters", "kernel", "stride", "padding"),
    "Conv2d": ("channels", "filters", "kernel", "stride", "padding"),
    "Conv3d": ("channels", "filters", "kernel", "stride", "padding"),
    "ConvTranspose2d": ("channels", "filters", "kernel", "stride", "padding"),
    "MaxPool2d": ("window", "stride"),
    "AvgPool2d": ("window", "stride"),
    "Linear": ("inputs", "outputs"),
    "Embedding": ("words", "features"),
    "LSTM": ("inputs", "features"),
    "GRU": ("inputs", "features"),
    "arange": ("count",),
    "BatchNorm2d": ("channels",),
}
"""Parameter names for the positional arguments of layers and functions."""
KEYWORDS = {
    "kernel_size": "kernel",
    "in_channels": "channels",
    "out_channels": "filters",
    "in_features": "inputs",
    "out_features": "outputs",
    "stride": "stride",
    "padding": "padding",
    "dilation": "dilation",
}
"""Parameter names for keyword arguments. Other keyword arguments do not become parameters."""
ROLES = (
    {"inputs", "outputs", "features"},
    {"channels", "filters"},
    {"height", "width", "rows", "columns", "length"},
)
"""Groups of sizes that must often match, such as a layer's output and the next layer's input."""
SIZES = {"randn", "rand", "zeros", "ones", "empty", "full"}
AXES = {
    1: ("length",),
    2: ("rows", "columns"),
    3: ("batch", "rows", "columns"),
    4: ("batch", "channels", "height", "width"),
}
"""Parameter names for the sizes of a new tensor, by its number of axes."""


@dataclass(frozen=True, slots=True)
class Literal:
    """An integer in a snippet, with its position and a name for it as a parameter."""

    value: int
    name: str
    """The name that the integer would have as a parameter."""
    line: int
    start: int
    """The position of the first character within its line, counted in bytes of UTF-8."""
    end: int


def literals(snippet: str) -> list[Literal]:
    """Return the integers in a snippet that describe sizes, in their order in the code."""
    found = []
    for node in ast.walk(ast.parse(snippet)):
        if isinstance(node, ast.Call):
            found += list(_in_call(node))
    return sorted(found, key=lambda literal: (literal.line, literal.start))


def _in_call(call: ast.Call) -> Iterator[Literal]:
    function = called_name(call)
    names = ARGUMENTS.get(function, ())
    if function in SIZES:
        names = AXES.get(len(call.args), ())
    for node, name in zip(call.args, names, strict=False):
        yield from _literal(node, name)
    for keyword in call.keywords:
        if keyword.arg in KEYWORDS:
            yield from _literal(keyword.value, KEYWORDS[keyword.arg])


def _literal(node: ast.expr, name: str) -> Iterator[Literal]:
    match node:
        case ast.Constant(value=int(value), end_col_offset=int(end)) if value is not True:
            if value > 0:
                yield Literal(value, name, node.lineno, node.col_offset, end)


def are_related(first: Literal, second: Literal) -> bool:
    """Return whether two integers are equal and describe sizes that usually have to match."""
    names = {first.name, second.name}
    return first.value == second.value and (len(names) == 1 or any(names <= role for role in ROLES))


def replaced(snippet: str, changes: Sequence[tuple[Literal, str]]) -> str:
    """Return the snippet, with some of its integers replaced by other code."""
    lines = [line.encode() for line in snippet.split("\n")]
    # Replace from the end, so that the positions of the other literals stay valid.
    for literal, code in sorted(changes, key=lambda change: change[0].start, reverse=True):
        line = lines[literal.line - 1]
        lines[literal.line - 1] = line[: literal.start] + code.encode() + line[literal.end :]
    return b"\n".join(lines).decode()
