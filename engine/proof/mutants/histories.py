"""Mistakes with gradients: tensors that keep gradient history, and misplaced uses of `no_grad`."""

import ast
from collections.abc import Iterator

from torchquiz.engine.proof.mutants.program import Slip, SourceTree, called_name

NUMBERS = {"item": "a tensor with its history instead of a number", "tolist": "a tensor"}
"""Methods that turn a tensor into Python numbers, each with the mistake of leaving it out."""
NOT_OFF = "`no_grad` left out"
CONVERSIONS = {"float", "int", "bool"}
OFF = {"no_grad": "inference_mode", "inference_mode": "no_grad"}
"""Context managers that disable gradients, each with another that learners confuse it with."""


def kept_histories(program: SourceTree) -> Iterator[Slip]:
    """Yield changes that keep a tensor instead of a plain number, or keep its gradient history."""
    for node in ast.walk(program.tree):
        if not isinstance(node, ast.Call):
            continue
        name = called_name(node)
        if isinstance(node.func, ast.Attribute) and not node.args:
            if name in NUMBERS:
                yield Slip(program.suffix_span(node), "", NUMBERS[name])
            elif name == "detach":
                mistake = "a tensor that is still part of the computation graph"
                yield Slip(program.suffix_span(node), "", mistake)
        elif isinstance(node.func, ast.Name) and name in CONVERSIONS and len(node.args) == 1:
            inner = program.text(program.span(node.args[0]))
            yield Slip(program.span(node), f"({inner})", "a tensor instead of a number")


def gradient_modes(program: SourceTree) -> Iterator[Slip]:
    """Yield changes that disable gradients in too few or too many places, or in a different way."""
    for node in ast.walk(program.tree):
        if isinstance(node, ast.With) and _switches_off(node):
            yield Slip(program.span(node), _unwrapped(program, node), NOT_OFF)
        if isinstance(node, ast.Attribute) and node.attr in OFF:
            other = OFF[node.attr]
            yield Slip(program.name_span(node), other, f"`{other}` instead of `{node.attr}`")
    for function in program.functions():
        yield from _too_wide(program, function)
        for decorator in function.decorator_list:
            if "no_grad" in ast.unparse(decorator):
                begin, end = program.span(decorator)
                yield Slip((begin, end), "(lambda f: f)", NOT_OFF)


def _switches_off(node: ast.With) -> bool:
    manager = node.items[0].context_expr
    return len(node.items) == 1 and isinstance(manager, ast.Call) and called_name(manager) in OFF


def _unwrapped(program: SourceTree, node: ast.With) -> str:
    """Return the body of a `with` statement, with the same indentation as the statement itself."""
    begin, end = program.span(node.body[0])[0], program.span(node.body[-1])[1]
    surplus = " " * (node.body[0].col_offset - node.col_offset)
    return program.text((begin, end)).replace("\n" + surplus, "\n")


def _too_wide(program: SourceTree, function: ast.FunctionDef) -> Iterator[Slip]:
    """Yield changes that extend a `no_grad` from part of a function's body to the whole body."""
    inner = [node for node in ast.walk(function) if isinstance(node, ast.With)]
    first = function.body[0]
    if len(function.body) < 2 or not any(map(_switches_off, inner)):
        return
    span = program.span(first)[0], program.span(function.body[-1])[1]
    indent = " " * first.col_offset
    body = program.text(span).replace("\n" + indent, "\n" + indent + "    ")
    new = f"with torch.no_grad():\n{indent}    {body}"
    yield Slip(span, new, "`no_grad` around the whole function")
