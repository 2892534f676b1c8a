"""Mistakes of whole statements: one that is left out, and a result that never changes."""

import ast
from collections.abc import Iterator

from torchquiz.engine.proof.mutants.program import Change, SourceTree, parameters

FIRST_RESULT = "@(lambda f, m=[]: lambda *a, **k: m[0] if m else m.append(f(*a, **k)) or m[0])"
"""A decorator whose function returns the result of its first call at every call."""


def left_out(program: SourceTree) -> Iterator[Change]:
    """Yield changes that leave out a call, an update, or a new value of an argument."""
    for function in program.functions():
        names = parameters(function)
        for node in ast.walk(function):
            if isinstance(node, ast.stmt) and _can_be_left_out(node, names):
                yield Change(program.span(node), "pass", "without this line")
    for statement in program.tree.body:
        if isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Call):
            yield Change(program.span(statement), "pass", "without this line")


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


def constant_results(program: SourceTree) -> Iterator[Change]:
    """Yield each function with arguments changed to return its first result at every call."""
    for statement in program.tree.body:
        if isinstance(statement, ast.FunctionDef) and parameters(statement):
            begin, _ = program.span(statement)
            mistake = f"`{statement.name}` returns its first result for all other arguments too"
            yield Change((begin, begin), FIRST_RESULT + "\n", mistake)
