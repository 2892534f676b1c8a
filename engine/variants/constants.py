"""Finds answers that are literals in the snippet, so that running it would prove nothing.

A stricter test would be to change numbers and see whether the answer changes. However, a dtype,
`x.dim()` or the sum of a softmax does not depend on any number, and these make good questions.
"""

import ast
from typing import TypeGuard

from torchquiz.engine.variants.parsing import parse, parse_expression


def is_constant(code: str, asked: str | None) -> bool:
    """Return whether the answer is a literal in the snippet.

    Args:
        code: the snippet.
        asked: the expression whose value is the answer, or None for the printed output.
    """
    tree = parse(code)
    bindings = _bindings(tree)
    if asked is not None:
        return _is_literal(parse_expression(asked), bindings)
    all_prints = [node for node in ast.walk(tree) if _is_print(node)]
    expressions = [node.value for node in tree.body if isinstance(node, ast.Expr)]
    plain_prints = [node for node in expressions if _is_print(node)]
    if not all_prints or len(all_prints) > len(plain_prints):
        return False  # A `print` inside a loop or a function may print anything.
    return all(_prints_literals(call, bindings) for call in plain_prints)


def _is_print(node: ast.AST) -> TypeGuard[ast.Call]:
    if not isinstance(node, ast.Call):
        return False
    return isinstance(node.func, ast.Name) and node.func.id == "print"


def _prints_literals(call: ast.Call, bindings: dict[str, ast.expr]) -> bool:
    return all(_is_literal(argument, bindings) for argument in call.args)


def _bindings(tree: ast.Module) -> dict[str, ast.expr]:
    """Return the value of each name that is assigned once, by a top-level statement."""
    names = [node for node in ast.walk(tree) if isinstance(node, ast.Name)]
    stored = [node.id for node in names if not isinstance(node.ctx, ast.Load)]
    values: dict[str, ast.expr] = {}
    for statement in tree.body:
        match statement:
            case ast.Assign(targets=[ast.Name(id=name)], value=value) if stored.count(name) == 1:
                values[name] = value
    return values


def _is_literal(node: ast.expr, bindings: dict[str, ast.expr]) -> bool:
    """Return whether an expression is a constant, a tuple of constants, or a name for either."""
    match node:
        case ast.Constant():
            return True
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant()):
            return True
        case ast.Tuple(elts=elements):
            return all(_is_literal(element, bindings) for element in elements)
        case ast.Name(id=name) if name in bindings:
            # Look each name up only once, so that `a = a` does not recurse forever.
            others = {other: value for other, value in bindings.items() if other != name}
            return _is_literal(bindings[name], others)
    return False
