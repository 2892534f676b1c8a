"""Parses templates: texts with `{expression}` or `{expression:format}`, and `{{` for a brace.

Templates resemble f-strings. However, their faults have positions, and the worker evaluates their
expressions after the snippet.
"""

import ast
from dataclasses import dataclass

OPENING = "([{"
CLOSING = ")]}"
QUOTES = "'\""
CONVERSIONS = {"!r": "repr", "!s": "str", "!a": "ascii"}


@dataclass(frozen=True, slots=True)
class Figure:
    """An expression in a template, which is replaced with its formatted value."""

    code: str
    spec: str
    """The format after the colon, or an empty string if there is none."""
    line: int
    """The line of the template on which the expression begins, from 1."""

    @property
    def is_literal(self) -> bool:
        """Whether the expression is only a literal. `{13}` proves no more than a plain `13`."""
        try:
            ast.literal_eval(self.code)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            return False
        return True


class TemplateError(Exception):
    """Raised when a template is not valid. The message explains why; `line` counts from 1."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def parts(text: str) -> list[str | Figure]:
    """Split a template into literal strings and expressions, in order.

    Raises:
        TemplateError: a brace has no match, or an expression is empty.
    """
    pieces: list[str | Figure] = []
    literal = ""
    at = 0
    while at < len(text):
        if text[at : at + 2] in ("{{", "}}"):
            literal += text[at]
            at += 2
        elif text[at] == "{":
            pieces += [literal] if literal else []
            literal = ""
            figure, at = _figure(text, at)
            pieces.append(figure)
        elif text[at] == "}":
            message = "a `}` has no matching `{`; write `}}` for a literal brace"
            raise TemplateError(message, _line(text, at))
        else:
            literal += text[at]
            at += 1
    return [*pieces, literal] if literal else pieces


def _figure(text: str, start: int) -> tuple[Figure, int]:
    """Parse the expression whose opening brace is at `start`. Also return the index after it."""
    colon, end = _colon_and_end(text, start)
    code = text[start + 1 : end if colon is None else colon].strip()
    spec = "" if colon is None else text[colon + 1 : end]
    if not code:
        message = "`{}` is empty; write `{{` for a literal brace"
        raise TemplateError(message, _line(text, start))
    return Figure(_without_conversion(code), spec, _line(text, start)), end + 1


def _colon_and_end(text: str, start: int) -> tuple[int | None, int]:
    """Return the index of the colon before the format, and the index of the closing brace.

    The first index is None if the figure has no format. Colons and braces inside brackets and
    strings belong to the expression, as in `{x[1:]}`.
    """
    depth, colon, quote = 0, None, ""
    for at in range(start + 1, len(text)):
        char = text[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in QUOTES:
            quote = char
        elif char == "}" and depth == 0:
            return colon, at
        elif char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth -= 1
        elif char == ":" and depth == 0 and colon is None:
            colon = at
    message = "a `{` is never closed; write `{{` for a literal brace"
    raise TemplateError(message, _line(text, start))


def _without_conversion(code: str) -> str:
    """Replace a conversion with a call: `name!r` becomes `repr(name)`."""
    code, conversion = code[:-2], code[-2:]
    return f"{CONVERSIONS[conversion]}({code})" if conversion in CONVERSIONS else code + conversion


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
