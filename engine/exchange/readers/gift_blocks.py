"""Splits a GIFT file into its questions, each with its line number."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SPECIAL = "~=#{}:\\"
"""The characters that have a meaning in GIFT unless they follow a backslash."""
FIRST_STAND_IN = 0x10FF00
STAND_INS = {sign: chr(FIRST_STAND_IN + index) for index, sign in enumerate(SPECIAL)}
HIDDEN = str.maketrans(STAND_INS)
SHOWN = str.maketrans({stand_in: sign for sign, stand_in in STAND_INS.items()})
"""Tables that replace escaped characters by private-use characters during parsing, and back."""

ESCAPE = re.compile(r"\\([~=#{}:\\n])")
"""Matches an escape such as `\\=`. A backslash before any other character is an ordinary
backslash."""
NAMED = re.compile(r"::[^\n]*?::")
"""Matches a name at the start of a line: `::dtype::`."""
INDENTED_NAME = re.compile(r"[ \t]+::[^\n:]+::")
"""Matches a name after spaces, which begins a question only outside of braces."""
CONTINUED = re.compile(r"\s*[=~}#]")
"""Matches a line that continues the answers in open braces, even after an empty line: `~ three`."""


@dataclass(frozen=True, slots=True)
class GiftBlock:
    """The source of one GIFT question.

    Its escaped characters are replaced with placeholders, so that they are not taken for markup.
    """

    text: str
    line: int


def blocks(text: str) -> Iterator[GiftBlock]:
    """Yield the questions in a GIFT file, leaving out comments and categories."""
    lines: list[str] = []
    first, depth = 1, 0
    is_after_empty_line = False
    text = text.translate(dict.fromkeys(map(ord, STAND_INS.values())))
    for number, line in enumerate(text.split("\n"), start=1):
        if _is_comment(line):
            continue
        if not line.strip():
            is_after_empty_line = True
            continue
        hidden = ESCAPE.sub(_hide, line)
        is_continued = depth > 0 and CONTINUED.match(hidden)
        is_named = NAMED.match(hidden) or (depth <= 0 and INDENTED_NAME.match(hidden))
        if is_named or (is_after_empty_line and not is_continued):
            yield from _block(lines, first)
            lines = []
        is_after_empty_line = False
        if not lines:
            first, depth = number, 0
        lines.append(hidden)
        depth += hidden.count("{") - hidden.count("}")
    yield from _block(lines, first)


def _block(lines: list[str], first: int) -> Iterator[GiftBlock]:
    if lines:
        yield GiftBlock("\n".join(lines).strip(), first)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith(("//", "$CATEGORY:"))


def _hide(escape: re.Match[str]) -> str:
    return "\n" if escape[1] == "n" else escape[1].translate(HIDDEN)


def shown(text: str) -> str:
    """Restore the escaped characters that were replaced with placeholders in a string."""
    return text.translate(SHOWN).strip()
