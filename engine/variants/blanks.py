"""Blanks in a snippet: `____`, or `__1__`, `__2__` when there are several."""

import re
from collections.abc import Mapping

BLANK = re.compile(r"(?<!\w)(____|__[1-9]__)(?!\w)")


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
