"""Defines rules that rewrite code according to a common misconception.

A misreading is a function that takes an expression and returns the one that a mistaken learner
would read instead, or None if the learner would not misread it. The result is run later, and
becomes a wrong option only if its value differs from the correct one.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass

Misreading = Callable[[ast.expr], ast.expr | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A misconception, with its description and the misreading of code to which it leads."""

    misconception: str
    belief: str
    because: str
    """The drafted explanation of why the option is wrong."""
    misread: Misreading
    in_ask: bool = False
    """Whether the misreading applies only to the expression to evaluate, and not to the snippet."""
    needs: str = ""
    """A pattern that must occur in the code that is evaluated, such as `stride|[Pp]ool`."""
    asks: str = ""
    """Pattern that must occur in the expression to evaluate, or an empty string if any will do."""
    excludes: str = ""
    """Pattern of code to which the explanation does not apply. It is empty if it always applies."""


def parsed_expression(code: str) -> ast.expr:
    """Parse an expression and return its syntax tree."""
    return ast.parse(code, mode="eval").body
