"""Templates: texts with `{expression}` or `{expression:format}`, a literal brace written twice.

Like an f-string, but with positions for faults, and evaluated elsewhere: where the snippet ran.
"""

import ast
from dataclasses import dataclass

OPENING = "([{"
CLOSING = ")]}"
CONVERSIONS = {"!r": "repr", "!s": "str", "!a": "ascii"}


@dataclass(frozen=True, slots=True)
class Figure:
    """An expression in a text, to be computed."""

    code: str
    spec: str
    """The format behind the colon; empty for none."""
    line: int
    """The line of the text on which it stands, from 1."""

    @property
    def is_literal(self) -> bool:
        """Whether nothing is computed, as in `{13}`: then it says no more than a number that was typed."""
        try:
            ast.literal_eval(self.code)
        except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
            return False
        return True


class TemplateError(Exception):
    """A template that cannot be read; the text says why, `line` where (from 1)."""

    def __init__(self, reason: str, line: int) -> None:
        super().__init__(reason)
        self.line = line


def parts(text: str) -> list[str | Figure]:
    """The text cut into literal pieces and figures.

    Raises:
        TemplateError: a brace stands alone, or a figure is empty.
    """
    found: list[str | Figure] = []
    literal = ""
    at = 0
    while at < len(text):
        two = text[at : at + 2]
        if two in ("{{", "}}"):
            literal += two[0]
            at += 2
        elif text[at] == "{":
            if literal:
                found.append(literal)
                literal = ""
            figure, at = _figure(text, at)
            found.append(figure)
        elif text[at] == "}":
            raise TemplateError(
                "a '}' closes nothing; a literal brace is written '}}'", _line(text, at)
            )
        else:
            literal += text[at]
            at += 1
    return [*found, literal] if literal else found


def _figure(text: str, start: int) -> tuple[Figure, int]:
    """The figure whose brace opens at `start`, and where the text goes on."""
    depth, colon, quote = 0, -1, ""
    for at in range(start + 1, len(text)):
        char = text[at]
        if quote:
            quote = "" if char == quote else quote
        elif char in "'\"":
            quote = char
        elif char == "}" and depth == 0:
            code = text[start + 1 : colon if colon > 0 else at]
            if not code.strip():
                raise TemplateError(
                    "a '{}' is empty; a literal brace is written '{{'", _line(text, start)
                )
            return Figure(
                _converted(code.strip()),
                text[colon + 1 : at] if colon > 0 else "",
                _line(text, start),
            ), at + 1
        elif char in OPENING:
            depth += 1
        elif char in CLOSING:
            depth -= 1
        elif char == ":" and depth == 0 and colon < 0:
            colon = at
    raise TemplateError(
        "a '{' is never closed; a literal brace is written '{{'", _line(text, start)
    )


def _converted(code: str) -> str:
    """`name!r` as `repr(name)`."""
    return f"{CONVERSIONS[code[-2:]]}({code[:-2]})" if code[-2:] in CONVERSIONS else code


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1
