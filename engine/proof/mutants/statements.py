"""Mistakes with whole statements: omitted or reordered statements, and outdated results."""

import ast
from collections.abc import Iterator
from itertools import pairwise

from torchquiz.engine.proof.mutants.program import Slip, SourceTree, called_name, parameters

FIRST_RESULT = "@(lambda f, m=[]: lambda *a, **k: m[0] if m else m.append(f(*a, **k)) or m[0])"
"""A decorator that makes a function return the result of its first call on every call."""


STEP = {"zero_grad", "backward", "step"}
"""The calls of a training step, whose order matters."""


def left_out(program: SourceTree) -> Iterator[Slip]:
    """Yield changes that leave out a call, or an assignment to an attribute or an argument."""
    for function in program.functions():
        names = parameters(function)
        for node in ast.walk(function):
            if isinstance(node, ast.stmt) and _can_be_left_out(node, names):
                yield Slip(program.span(node), "pass", "without this line")
    for statement in program.tree.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            yield Slip(program.span(statement), "pass", "without this line")


def _can_be_left_out(node: ast.stmt, names: set[str]) -> bool:
    match node:
        case ast.Expr(value=ast.Call()):
            return True
        case ast.Assign(targets=[ast.Attribute(value=ast.Name(id=owner))]):
            return owner != "self"
        case ast.Assign(targets=[target]):
            targets = {part.id for part in ast.walk(target) if isinstance(part, ast.Name)}
            return bool(targets) and targets <= names
    return False


def other_orders(program: SourceTree) -> Iterator[Slip]:
    """Yield changes that swap the calls of a training step, or move a `return` into a loop."""
    for node in ast.walk(program.tree):
        body = getattr(node, "body", None)
        if not isinstance(body, list):
            continue
        for first, second in pairwise(body):
            if _is_step(first) and _is_step(second):
                yield _swapped(program, first, second)
            elif isinstance(first, ast.For) and isinstance(second, ast.Return):
                yield _inside(program, first, second)


def _is_step(node: ast.stmt) -> bool:
    """Return whether a statement is one of the calls of a training step."""
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
        return False
    return called_name(node.value) in STEP


def _swapped(program: SourceTree, first: ast.stmt, second: ast.stmt) -> Slip:
    (begin, first_end), (second_begin, end) = program.span(first), program.span(second)
    between = program.text((first_end, second_begin))
    swapped = program.text((second_begin, end)) + between + program.text((begin, first_end))
    names = [ast.unparse(statement) for statement in (second, first)]
    return Slip((begin, end), swapped, f"`{names[0]}` before `{names[1]}`")


def _inside(program: SourceTree, loop: ast.For, final: ast.Return) -> Slip:
    last = loop.body[-1]
    _, begin = program.span(last)
    end = program.span(final)[1]
    returned = program.text(program.span(final))
    new = f"\n{' ' * last.col_offset}{returned}"
    return Slip((begin, end), new, "`return` inside the loop")


def constant_results(program: SourceTree) -> Iterator[Slip]:
    """Yield changes that make a function with parameters return its first result on every call."""
    for statement in program.tree.body:
        if isinstance(statement, ast.FunctionDef) and parameters(statement):
            begin, _ = program.span(statement)
            mistake = f"`{statement.name}` returns the result of its first call every time"
            yield Slip((begin, begin), FIRST_RESULT + "\n", mistake)
