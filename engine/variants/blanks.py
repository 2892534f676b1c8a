"""Finds and fills the blanks of a snippet: `____`, or `__1__`, `__2__` if there are several."""

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
"""The blank of a program that has only one."""


def blanks(code: str) -> tuple[str, ...]:
    """Return the blanks of a snippet without duplicates, sorted by number."""
    return tuple(sorted(dict.fromkeys(BLANK.findall(code))))


def filled(code: str, fills: Mapping[str, str]) -> str:
    """Return the code with its blanks filled.

    If a blank is alone on its line, all lines of its fill are indented like that line.
    """

    def fill(blank: re.Match[str]) -> str:
        text = fills[blank[1]].strip("\n")
        line_start = code.rfind("\n", 0, blank.start()) + 1
        before = code[line_start : blank.start()]
        is_indent = not before.strip()
        return text.replace("\n", "\n" + before) if is_indent else text

    return BLANK.sub(fill, code)


def fills_stay_inside(code: str, fills: Mapping[str, str], key: Mapping[str, str]) -> bool:
    """Return whether each fill stays within its blank.

    A fill leaves its blank if it closes a bracket around the blank and opens another one, or ends
    the statement and starts a new one, such as `1); conv = print; print(1`. A blank alone on its
    line may be filled with any statements.

    Args:
        code: the snippet with its blanks.
        fills: the learner's code, with which the snippet is valid Python.
        key: the author's code.
    """
    inside = [name for name in fills if not _is_alone_on_its_line(name, code)]
    if not all(_closes_what_it_opens(fills[name]) for name in inside):
        return False
    has_free_lines = len(inside) < len(fills)
    return has_free_lines or _statements(filled(code, fills)) == _statements(filled(code, key))


def _is_alone_on_its_line(blank: str, code: str) -> bool:
    return any(line.strip() == blank for line in code.split("\n"))


def _closes_what_it_opens(fill: str) -> bool:
    """Return whether a fill closes only brackets that it opens itself."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(f"({fill}\n)").readline))
    except (tokenize.TokenError, SyntaxError):
        return False
    signs = [token.string for token in tokens if token.type == tokenize.OP]
    depths = list(accumulate((sign in OPENING) - (sign in CLOSING) for sign in signs))
    # The bracket added around the fill must be closed by the one added at the end, not earlier.
    return 0 not in depths[:-1] and depths[-1] == 0


def _statements(program: str) -> list[str]:
    """Return the type of each statement, with all kinds of assignment as one type."""
    nodes = [node for node in ast.walk(parse(program)) if isinstance(node, ast.stmt)]
    sorts = [type(node).__name__ for node in nodes]
    return ["Assign" if sort in ("AugAssign", "AnnAssign") else sort for sort in sorts]


def line_at(program: str, lines: Sequence[str], number: int) -> int | None:
    """Return which of the learner's lines is on a given line of the filled program.

    Args:
        program: the program with its blank.
        lines: the lines that fill the blank; each may be several lines of code.
        number: the number of a line in the filled program, from 1.

    Returns:
        The index of the learner's line, from 0; None for a line of the program itself.
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
    """Return the suffix of an error, ` (at y = f(x))`.

    The result is an empty string for a line of the program itself.
    """
    index = line_at(program, lines, number)
    return "" if index is None else f" (at {lines[index].splitlines()[0]})"
