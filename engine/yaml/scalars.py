"""Converts plain YAML scalars to values, and allows a single question mark as a value.

`key: ?` marks a value that is still to be computed, but in YAML `?` starts a mapping key. It is
therefore replaced with another single character before parsing, which does not change any
positions.
"""

import re
from typing import Any

HOLE = "?"
LONE = re.compile(r"(: +)\?(?=[ \r]*(?:$|,|\}|\]| #))", re.MULTILINE)
"""A value that is just a question mark: `key: ?`, `{key: ?}`, `key: ?  # to be computed`."""

NULL = re.compile(r"null|Null|NULL|~|")
"""A null value: `null`, `~`, or nothing at all."""
TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
"""An integer without leading zeros, such as `-12`."""
FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
"""A number that may have a decimal point or an exponent: `.5`, `1.`, `1e-3`."""
NOT_FINITE = re.compile(r"[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN)")
"""An infinite number, or not a number: `.inf`, `-.inf`, `.nan`."""
TRAP = re.compile(
    r"y|Y|n|N|[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF"
    r"|[-+]?0[0-9_]+"  # octal: 0755
    r"|[-+]?[0-9][0-9_]*_[0-9_]*"  # 1_000
    r"|[0-9]+(:[0-5]?[0-9])+"  # base 60: 1:30
    r"|0[xob][0-9a-fA-F_]+"  # 0xff
)
"""A boolean or number in YAML 1.1 that is a string in YAML 1.2, such as `no` or `1:30`."""
MOST_DIGITS = 400
"""The maximum number of digits in an integer, since the time to parse it grows quadratically."""


def replace_lone_question_marks(text: str) -> tuple[str, str]:
    """Replace each lone question mark in YAML. Return the new YAML and the replacement.

    The replacement is a character from Unicode's private-use area that the YAML does not contain.
    """
    private_area = map(chr, range(0xE000, 0xF8FF))
    stand_in = next((character for character in private_area if character not in text), None)
    if stand_in is None:
        return text, HOLE
    return LONE.sub(rf"\1{stand_in}", text), stand_in


def scalar_value(text: str) -> Any:
    """Convert a plain scalar to a value, following YAML 1.2's core schema.

    Octal and hexadecimal numbers are not supported and stay strings.
    """
    if NULL.fullmatch(text):
        return None
    if text in TRUTH:
        return TRUTH[text]
    if WHOLE.fullmatch(text) and len(text) < MOST_DIGITS:
        return int(text)
    return float(text) if FLOAT.fullmatch(text) else text
