"""Parses Python and turns every failure into an error that can be shown."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager


class NotPythonError(Exception):
    """A text that is not valid Python: `reason` says why, `line` where (from 1; 0 if unknown)."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line

    @property
    def sentence(self) -> str:
        """Message for a learner, without a full stop."""
        where = f"Line {self.line}" if self.line else "The code"
        return f"{where} is not valid Python: {self.reason}"


def parse(code: str) -> ast.Module:
    """Return the syntax tree of a program.

    Raises:
        NotPythonError: the text is not valid Python.
    """
    with _convert_errors():
        return ast.parse(code)


def parse_expression(code: str) -> ast.expr:
    """Return the syntax tree of one expression.

    Raises:
        NotPythonError: the text is not a single expression.
    """
    with _convert_errors():
        return ast.parse(code.strip(), mode="eval").body


def normal_form(code: str) -> str:
    """Return a text that is equal for programs that differ only in layout and comments.

    Raises:
        NotPythonError: the text is not valid Python, or is nested too deeply.
    """
    with _convert_errors():
        return ast.dump(ast.parse(code))


@contextmanager
def _convert_errors() -> Iterator[None]:
    """Convert any error of the parser into a `NotPythonError`."""
    try:
        yield
    except SyntaxError as error:
        raise NotPythonError(error.msg, error.lineno or 1) from error
    except (ValueError, RecursionError, MemoryError) as error:  # null bytes, or nested too deeply
        raise NotPythonError(str(error), 0) from error
