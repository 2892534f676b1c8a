"""Reads Python: the syntax tree of a program, its normal form, and why a text is not Python."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager


class NotPythonError(Exception):
    """A text that is not Python; `reason` says why, `line` where (from 1; 0 for unknown)."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.line = line

    @property
    def sentence(self) -> str:
        """What a learner is told about the text, without a full stop."""
        where = f"Line {self.line}" if self.line else "The code"
        return f"{where} cannot be read as Python: {self.reason}"


def parse(code: str) -> ast.Module:
    """Return the syntax tree of a program.

    Raises:
        NotPythonError: the text is not Python.
    """
    with _faults_reported():
        return ast.parse(code)


def parse_expression(code: str) -> ast.expr:
    """Return the syntax tree of one expression.

    Raises:
        NotPythonError: the text is not a single expression.
    """
    with _faults_reported():
        return ast.parse(code.strip(), mode="eval").body


def normal_form(code: str) -> str:
    """Return a text that is the same for programs that differ in layout and comments alone.

    Raises:
        NotPythonError: the text is not Python, or is nested too deeply.
    """
    with _faults_reported():
        return ast.dump(ast.parse(code))


@contextmanager
def _faults_reported() -> Iterator[None]:
    """Turn whatever the parser raises into one error."""
    try:
        yield
    except SyntaxError as error:
        raise NotPythonError(error.msg, error.lineno or 1) from error
    except (ValueError, RecursionError, MemoryError) as error:  # null bytes, or nested too deeply
        raise NotPythonError(str(error), 0) from error
