"""Splits a goal into what it compares with what, so that a program only has to give values.

A program that judges itself can be made to say yes. So where `y.shape == (4, 8) and y.min() >= 0`
is the goal, the program is asked for the value of `y.shape`; what it must be is known elsewhere.
"""

import ast
from dataclasses import dataclass

from torchquiz.engine.variants.parsing import parse_expression


@dataclass(frozen=True, slots=True)
class GoalPart:
    """One condition of a goal."""

    code: str
    left: str
    right: str
    """What the left side must equal; empty when the condition is not a plain equation."""


def parts(goal: str) -> tuple[GoalPart, ...]:
    """Return the conditions that `and` joins, in order."""
    tree = parse_expression(goal)
    if isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And):
        return tuple(_part(condition) for condition in tree.values)
    return (_part(tree),)


def _part(condition: ast.expr) -> GoalPart:
    code = ast.unparse(condition)
    match condition:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[right]):
            return GoalPart(code, ast.unparse(left), ast.unparse(right))
    return GoalPart(code, code, "")
