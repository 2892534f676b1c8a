"""Divides a GIFT file into its questions, each with its line."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SPECIAL = "~=#{}:\\"
"""The characters that mean something in GIFT unless a backslash precedes them."""
FIRST_STAND_IN = 0x10FF00
STAND_INS = {sign: chr(FIRST_STAND_IN + index) for index, sign in enumerate(SPECIAL)}
HIDDEN = str.maketrans(STAND_INS)
SHOWN = str.maketrans({stand_in: sign for sign, stand_in in STAND_INS.items()})
"""Tables that hide an escaped character behind a private-use one while the rest is parsed."""

ESCAPE = re.compile(r"\\([~=#{}:\\n])")
"""Matches an escape: `\\=`. Before any other character, a backslash is a backslash."""
NAMED = re.compile(r"::[^\n]*?::")
"""Matches a name at the start of a line: `::dtype::`."""


@dataclass(frozen=True, slots=True)
class Block:
    """The text of one question, with its escaped characters hidden."""

    text: str
    line: int


def blocks(text: str) -> Iterator[Block]:
    """Yield the questions of a file; comments and categories are left out."""
    lines: list[str] = []
    first = 1
    text = text.translate(dict.fromkeys(map(ord, STAND_INS.values())))
    for number, line in enumerate(text.split("\n"), start=1):
        if _is_comment(line):
            continue
        hidden = ESCAPE.sub(_hide, line)
        if not line.strip() or NAMED.match(hidden):
            yield from _block(lines, first)
            lines = []
        if not lines:
            first = number
        if line.strip():
            lines.append(hidden)
    yield from _block(lines, first)


def _block(lines: list[str], first: int) -> Iterator[Block]:
    if lines:
        yield Block("\n".join(lines).strip(), first)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith(("//", "$CATEGORY:"))


def _hide(escape: re.Match[str]) -> str:
    return "\n" if escape[1] == "n" else escape[1].translate(HIDDEN)


def shown(text: str) -> str:
    """Return a text with its hidden characters restored."""
    return text.translate(SHOWN).strip()
