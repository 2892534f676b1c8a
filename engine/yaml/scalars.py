"""Plain scalars of YAML: what they are read as, and the lone question mark.

`key: ?` stands for a value that is still to be computed, but YAML takes the mark for the beginning
of a mapping's key. So before a file is parsed, another character takes the mark's place. It is one
character too, so all positions stay the same.
"""

import re
from typing import Any

HOLE = "?"
LONE = re.compile(r"(: +)\?(?=[ \r]*(?:$|,|\}|\]| #))", re.MULTILINE)
"""A question mark that is a whole value: `key: ?`, `{key: ?}`, `key: ?  # to be computed`."""

NULL = re.compile(r"null|Null|NULL|~|")
"""No value: `null`, `~` or nothing at all."""
TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
"""A whole number without leading zeros: `-12`."""
FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
"""A number with a point or an exponent: `.5`, `1.`, `1e-3`."""
TRAP = re.compile(
    r"y|Y|n|N|[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF"
    r"|[-+]?0[0-9_]+"  # octal: 0755
    r"|[-+]?[0-9][0-9_]*_[0-9_]*"  # 1_000
    r"|[0-9]+(:[0-5]?[0-9])+"  # base 60: 1:30
    r"|0[xob][0-9a-fA-F_]+"  # 0xff
)
"""What YAML 1.1 reads as a truth value or a number, and YAML 1.2 as text."""
MOST_DIGITS = 400
"""Digits of a whole number; Python would take longer and longer to read more of them."""


def plugged(text: str) -> tuple[str, str]:
    """Return the text with a stand-in for every lone question mark, and the stand-in.

    The stand-in is a character of Unicode's private area that the text does not hold otherwise.
    """
    private_area = map(chr, range(0xE000, 0xF8FF))
    stand_in = next((character for character in private_area if character not in text), None)
    if stand_in is None:
        return text, HOLE
    return LONE.sub(rf"\1{stand_in}", text), stand_in


def resolved(text: str) -> Any:
    """Return what a plain scalar is by YAML 1.2's core rules, but for octal and hexadecimal."""
    if NULL.fullmatch(text):
        return None
    if text in TRUTH:
        return TRUTH[text]
    if WHOLE.fullmatch(text) and len(text) < MOST_DIGITS:
        return int(text)
    return float(text) if FLOAT.fullmatch(text) else text
