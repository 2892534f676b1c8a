"""A goal taken apart: what it compares with what, so that a learner's program only has to give values.

A program that judges itself can be made to say yes. So of `y.shape == (4, 8) and y.min() >= 0` only the value of `y.shape` is
asked of it where that suffices; what it should be is known elsewhere.
"""

import ast
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """One condition of a goal."""

    code: str
    left: str
    right: str
    """What the left side must equal; empty when the condition is no plain equation."""


def parts(goal: str) -> tuple[Part, ...]:
    """The conditions that `and` joins, in order."""
    tree = ast.parse(goal.strip(), mode="eval").body
    is_joined = isinstance(tree, ast.BoolOp) and isinstance(tree.op, ast.And)
    conditions = tree.values if isinstance(tree, ast.BoolOp) and is_joined else [tree]
    return tuple(_part(condition) for condition in conditions)


def _part(condition: ast.expr) -> Part:
    code = ast.unparse(condition)
    if (
        isinstance(condition, ast.Compare)
        and len(condition.ops) == 1
        and isinstance(condition.ops[0], ast.Eq)
    ):
        return Part(code, ast.unparse(condition.left), ast.unparse(condition.comparators[0]))
    return Part(code, code, "")
