"""Plain scalars of YAML: what they are read as, and the lone question mark, which is no scalar for YAML.

`key: ?` stands for a value that is to be computed, but YAML takes the mark for the beginning of a mapping's key. So before a file
is parsed another character stands in for it; it is one character too, and every position stays what it was.
"""

import re
from typing import Any

HOLE = "?"
LONE = re.compile(r"(: +)\?(?=[ \r]*(?:$|,|\}|\]| #))", re.MULTILINE)

NULL = re.compile(r"null|Null|NULL|~|")
TRUTH = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]*)")
FLOAT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?)([eE][-+]?[0-9]+)?")
TRAP = re.compile(
    r"y|Y|n|N|[Yy]es|YES|[Nn]o|NO|[Oo]n|ON|[Oo]ff|OFF|[-+]?0[0-9_]+|[-+]?[0-9][0-9_]*_[0-9_]*|[0-9]+(:[0-5]?[0-9])+|0[xob][0-9a-fA-F_]+"
)
"""What YAML 1.1 reads as a truth value or a number, and YAML 1.2 as text."""


def plugged(text: str) -> tuple[str, str]:
    """The text with a stand-in for every lone question mark, and the stand-in, which the text does not hold otherwise."""
    free = next((char for char in map(chr, range(0xE000, 0xF8FF)) if char not in text), "")
    return (LONE.sub(rf"\1{free}", text), free) if free else (text, HOLE)


def resolved(text: str) -> Any:
    """What a plain scalar is by YAML 1.2's core rules, without those for octal and hexadecimal numbers."""
    if NULL.fullmatch(text):
        return None
    if text in TRUTH:
        return TRUTH[text]
    if WHOLE.fullmatch(text) and len(text) < 400:
        return int(text)
    return float(text) if FLOAT.fullmatch(text) else text
