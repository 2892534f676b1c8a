"""Blanks in a snippet: `____`, or `__1__`, `__2__` when there are several."""

import ast
import io
import re
import tokenize
from collections.abc import Mapping, Sequence
from itertools import accumulate

BLANK = re.compile(r"(?<!\w)(____|__[1-9]__)(?!\w)")

OPENING, CLOSING = "([{", ")]}"

PLACE = "____"
"""The blank of a program that has only one."""


def blanks(code: str) -> tuple[str, ...]:
    """The blanks of a snippet, each once: numbered ones by number."""
    return tuple(sorted(dict.fromkeys(BLANK.findall(code))))


def filled(code: str, fills: Mapping[str, str]) -> str:
    """The code with its blanks filled; further lines of a fill are indented like the line of the blank."""

    def fill(match: re.Match[str]) -> str:
        text = fills[match[1]].strip("\n")
        start = code.rfind("\n", 0, match.start()) + 1
        lead = code[start : match.start()]
        return text.replace("\n", "\n" + lead) if not lead.strip() else text

    return BLANK.sub(fill, code)


def stays(code: str, fills: Mapping[str, str], key: Mapping[str, str]) -> bool:
    """Whether fills that make a program of the code leave the rest of it what it is with the key.

    A fill that closes the bracket around its blank and opens another, or ends the statement and begins the next, writes another
    program: `1); conv = print; print(1`. What stands alone on its line may be any statements.
    """
    within = [name for name in fills if not re.search(rf"^\s*{name}\s*$", code, re.MULTILINE)]
    if len(within) < len(fills):
        return all(_closes_what_it_opens(fills[name]) for name in within)
    return all(_closes_what_it_opens(fills[name]) for name in within) and _kinds(
        filled(code, fills)
    ) == _kinds(filled(code, key))


def _closes_what_it_opens(fill: str) -> bool:
    """Whether no bracket of a fill closes one that stands around it."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(f"({fill}\n)").readline))
    except (tokenize.TokenError, SyntaxError):
        return False
    signs = [token.string for token in tokens if token.type == tokenize.OP]
    depths = list(accumulate((sign in OPENING) - (sign in CLOSING) for sign in signs))
    return 0 not in depths[:-1] and depths[-1] == 0


def _kinds(program: str) -> list[str]:
    """What sort of statement each is; all that give a name a value are one sort."""
    kinds = [
        type(node).__name__ for node in ast.walk(ast.parse(program)) if isinstance(node, ast.stmt)
    ]
    return ["Assign" if kind in ("AugAssign", "AnnAssign") else kind for kind in kinds]


def line_at(program: str, lines: Sequence[str], number: int) -> int | None:
    """Which of the lines that fill the one blank stands at a line of the filled program, from 1; None for its own lines."""
    start = next(
        at for at, line in enumerate(program.split("\n"), start=1) if line.strip() == PLACE
    )
    for at, line in enumerate(lines):
        end = start + line.count("\n") + 1
        if start <= number < end:
            return at
        start = end
    return None


def said_at(program: str, lines: Sequence[str], number: int) -> str:
    """What is said behind an error: the filled line that raised it; empty for the program's own lines."""
    at = line_at(program, lines, number)
    return "" if at is None else f" (at {lines[at].splitlines()[0]})"
