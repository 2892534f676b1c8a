"""Finds and fills in the blanks of a snippet: `____`, or `__1__` and `__2__` for several."""

import ast
import io
import re
import tokenize
from collections.abc import Mapping, Sequence
from itertools import accumulate

from torchquiz.engine.variants.parsing import parse

BLANK = re.compile(r"(?<!\w)(____|__[1-9]__)(?!\w)")
"""A blank that is not part of a longer name: `____` or `__3__`, but not `a____` or `_____`."""

OPENING, CLOSING = "([{", ")]}"

PLACE = "____"
"""The blank that is used in programs with a single blank."""


def blanks(code: str) -> tuple[str, ...]:
    """Return the blanks of a snippet in order of their numbers, without duplicates."""
    return tuple(sorted(dict.fromkeys(BLANK.findall(code))))


def filled(code: str, fills: Mapping[str, str]) -> str:
    """Return the code with its blanks filled in.

    If a blank is alone on its line, every line that replaces it is indented like that line.
    """

    def fill(blank: re.Match[str]) -> str:
        text = fills[blank[1]].strip("\n")
        line_start = code.rfind("\n", 0, blank.start()) + 1
        before = code[line_start : blank.start()]
        is_indent = not before.strip()
        return text.replace("\n", "\n" + before) if is_indent else text

    return BLANK.sub(fill, code)


def filled_spans(code: str, fills: Mapping[str, str]) -> list[tuple[int, int]]:
    """Return the UTF-8 byte ranges of the filled-in code within the complete program."""
    spans: list[tuple[int, int]] = []
    for blank in BLANK.finditer(code):
        # This is everything up to this blank, with the blanks before it filled in.
        begin = len(filled(code[: blank.start()], fills).encode())
        end = len(filled(code[: blank.end()], fills).encode())
        spans.append((begin, end))
    return spans


def fills_stay_inside(code: str, fills: Mapping[str, str], key: Mapping[str, str]) -> bool:
    """Return whether the code for each blank stays within its blank.

    Code leaves its blank if it closes a bracket around the blank and opens another one, or if it
    ends the statement and starts a new one, such as `1); conv = print; print(1`. A blank that is
    alone on its line may be replaced by any statements.

    Args:
        code: the snippet with its blanks.
        fills: the learner's code for each blank, which makes the snippet valid Python.
        key: the author's code for each blank.
    """
    inside = [name for name in fills if not _is_alone_on_its_line(name, code)]
    if not all(_closes_what_it_opens(fills[name]) for name in inside):
        return False
    has_free_lines = len(inside) < len(fills)
    return has_free_lines or _statements(filled(code, fills)) == _statements(filled(code, key))


def _is_alone_on_its_line(blank: str, code: str) -> bool:
    return any(line.strip() == blank for line in code.split("\n"))


def _closes_what_it_opens(fill: str) -> bool:
    """Return whether code closes only brackets that it has opened itself."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(f"({fill}\n)").readline))
    except (tokenize.TokenError, SyntaxError):
        return False
    signs = [token.string for token in tokens if token.type == tokenize.OP]
    depths = list(accumulate((sign in OPENING) - (sign in CLOSING) for sign in signs))
    # The bracket that is added before the code must be closed by the one added after it, not
    # earlier.
    return 0 not in depths[:-1] and depths[-1] == 0


def _statements(program: str) -> list[str]:
    """Return the types of a program's statements, with all assignments counted as one type."""
    nodes = [node for node in ast.walk(parse(program)) if isinstance(node, ast.stmt)]
    sorts = [type(node).__name__ for node in nodes]
    return ["Assign" if sort in ("AugAssign", "AnnAssign") else sort for sort in sorts]


def line_at(program: str, lines: Sequence[str], number: int) -> int | None:
    """Find the learner's line that has a given line number in the complete program.

    Args:
        program: the program with its blank.
        lines: the lines that replace the blank; each may be several lines of code.
        number: the line number in the complete program, from 1.

    Returns:
        The index of the learner's line, from 0, or None for a line of the program itself.
    """
    numbered = enumerate(program.split("\n"), start=1)
    start = next(at for at, line in numbered if line.strip() == PLACE)
    for index, line in enumerate(lines):
        end = start + line.count("\n") + 1
        if start <= number < end:
            return index
        start = end
    return None


def error_location(program: str, lines: Sequence[str], number: int) -> str:
    """Return the end of an error message that quotes the learner's line, such as ` (at y = f(x))`.

    Return an empty string if the error is in a line of the program itself.
    """
    index = line_at(program, lines, number)
    return "" if index is None else f" (at {lines[index].splitlines()[0]})"
