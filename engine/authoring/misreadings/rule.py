"""A common misconception as a change of code.

A misreading looks at one expression and returns what a mistaken learner sees in its place, or
None. Whether that is worth an option is not decided here: it is run, and kept if it gives another
value.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass

Misreading = Callable[[ast.expr], ast.expr | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A misconception, and how it reads an expression."""

    misconception: str
    belief: str
    because: str
    """A draft: what is right instead."""
    misread: Misreading
    in_ask: bool = False
    """Whether it misreads what is asked instead of the snippet."""
    needs: str = ""
    """What the snippet must hold for that, as a regular expression."""


def parsed_expression(code: str) -> ast.expr:
    """Return the syntax tree of an expression."""
    return ast.parse(code, mode="eval").body
