"""Blanks in a snippet: `____`, or `__1__`, `__2__` when there are several."""

import re
from collections.abc import Mapping, Sequence

BLANK = re.compile(r"(?<!\w)(____|__[1-9]__)(?!\w)")

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


def line_at(program: str, lines: Sequence[str], number: int) -> int | None:
    """Which of the lines that fill the one blank stands at a line of the filled program, from 1; None for its own lines."""
    start = next(at for at, line in enumerate(program.split("\n"), start=1) if line.strip() == PLACE)
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
