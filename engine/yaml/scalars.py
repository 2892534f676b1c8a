"""Converts plain scalars of YAML into values, and allows a single question mark as a value.

`key: ?` marks a value that is still to be computed, but YAML reads `?` as the start of a mapping
key. So it is replaced by another single character before parsing, which keeps all positions.
"""

import re
from typing import Any

HOLE = "?"
LONE = re.compile(r"(: +)\?(?=[ \r]*(?:$|,|\}|\]| #))", re.MULTILINE)
"""A value that is only a question mark: `key: ?`, `{key: ?}`, `key: ?  # to be computed`."""

NULL = re.compile(r"null|Null|NULL|~|")
"""A null: `null`, `~` or nothing."""
TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
"""An integer without leading zeros: `-12`."""
FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
"""A number with a decimal point or an exponent: `.5`, `1.`, `1e-3`."""
TRAP = re.compile(
    r"y|Y|n|N|[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF"
    r"|[-+]?0[0-9_]+"  # octal: 0755
    r"|[-+]?[0-9][0-9_]*_[0-9_]*"  # 1_000
    r"|[0-9]+(:[0-5]?[0-9])+"  # base 60: 1:30
    r"|0[xob][0-9a-fA-F_]+"  # 0xff
)
"""A scalar that YAML 1.1 reads as a boolean or a number, and YAML 1.2 as text: `no`, `1:30`."""
MOST_DIGITS = 400
"""Most digits of an integer; the time to parse one grows with the square of its length."""


def replace_lone_question_marks(text: str) -> tuple[str, str]:
    """Return the text with each lone question mark replaced, and the replacement.

    The replacement is a character of Unicode's private-use area that the text does not contain.
    """
    private_area = map(chr, range(0xE000, 0xF8FF))
    stand_in = next((character for character in private_area if character not in text), None)
    if stand_in is None:
        return text, HOLE
    return LONE.sub(rf"\1{stand_in}", text), stand_in


def scalar_value(text: str) -> Any:
    """Return the value of a plain scalar by YAML 1.2's core schema, without octal and hex."""
    if NULL.fullmatch(text):
        return None
    if text in TRUTH:
        return TRUTH[text]
    if WHOLE.fullmatch(text) and len(text) < MOST_DIGITS:
        return int(text)
    return float(text) if FLOAT.fullmatch(text) else text
