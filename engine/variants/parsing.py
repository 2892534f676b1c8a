"""Parses Python, and converts every failure to an error that can be shown to users."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager


class NotPythonError(Exception):
    """Raised when code is not valid Python. `reason` explains why; `line` is 0 if it is unknown."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line

    @property
    def sentence(self) -> str:
        """The message for a learner, without a full stop."""
        where = f"Line {self.line}" if self.line else "The code"
        return f"{where} is not valid Python: {self.reason}"


def parse(code: str) -> ast.Module:
    """Parse a program, and return its syntax tree.

    Raises:
        NotPythonError: the code is not valid Python.
    """
    with _convert_errors():
        return ast.parse(code)


def parse_expression(code: str) -> ast.expr:
    """Parse a single expression, and return its syntax tree.

    Raises:
        NotPythonError: the code is not a single expression.
    """
    with _convert_errors():
        return ast.parse(code.strip(), mode="eval").body


def normal_form(code: str) -> str:
    """Return a string that is the same for all programs with the same syntax tree.

    Layout and comments do not matter.

    Raises:
        NotPythonError: the code is not valid Python, or is nested too deeply.
    """
    with _convert_errors():
        return ast.dump(ast.parse(code))


@contextmanager
def _convert_errors() -> Iterator[None]:
    """Convert every error that the parser raises to a `NotPythonError`."""
    try:
        yield
    except SyntaxError as error:
        raise NotPythonError(error.msg, error.lineno or 1) from error
    except (ValueError, RecursionError, MemoryError) as error:  # null bytes, or deep nesting
        raise NotPythonError(str(error), 0) from error
