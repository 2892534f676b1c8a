"""Splits a goal into its comparisons, which are made outside the program that is tested.

A program that checks its own goal could cheat. Therefore, for the goal `y.shape == (4, 8) and
y.min() >= 0` the program returns the value of `y.shape`, which is compared outside the program.
"""

import ast
from dataclasses import dataclass

from torchquiz.engine.variants.parsing import parse_expression


@dataclass(frozen=True, slots=True)
class GoalPart:
    """One condition of a goal. An equation is also split into its two sides."""

    code: str
    left: str
    right: str
    """The right side of the equation. It is empty if the condition is not a single equation."""


def parts(goal: str) -> tuple[GoalPart, ...]:
    """Split a goal at each top-level `and` into its conditions, in order."""
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
