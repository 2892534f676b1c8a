"""Defines how a common misconception changes code.

A misreading takes one expression and returns what a mistaken learner reads instead, or None. The
result is run later, and becomes an option only if it gives another value.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass

Misreading = Callable[[ast.expr], ast.expr | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A misconception, with its texts and its misreading of code."""

    misconception: str
    belief: str
    because: str
    """Draft of the explanation why the option is wrong."""
    misread: Misreading
    in_ask: bool = False
    """Whether only the asked expression is misread, and not the snippet."""
    needs: str = ""
    """Pattern that the code behind the asked expression must contain, such as `stride|[Pp]ool`."""
    excludes: str = ""
    """Pattern that this code must not contain, since the texts would be false; empty for none."""


def parsed_expression(code: str) -> ast.expr:
    """Return the syntax tree of an expression."""
    return ast.parse(code, mode="eval").body
