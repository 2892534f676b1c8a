"""Creates ids from names in any script."""

import re
import unicodedata
from collections.abc import Iterable

LONGEST_ID = 60
"""The maximum length of an id before a suffix is added."""
WORD = re.compile(r"[a-z0-9]+")
"""Matches one word of an id, such as `conv2d`."""


def slug(text: str) -> str:
    """Convert a string to an id: its words in lower case, joined by hyphens.

    Accents are dropped. Letters of other scripts are replaced by their Unicode names, so that `Ду`
    becomes `du`.
    """
    plain = unicodedata.normalize("NFKD", text[:200])
    latin = "".join(map(_latin, plain)).lower()
    return "-".join(WORD.findall(latin))[:LONGEST_ID].strip("-") or "question"


def _latin(character: str) -> str:
    """Convert a character to ASCII."""
    if character.isascii():
        return character
    if unicodedata.combining(character):
        return ""
    if not character.isalnum():
        return " "
    # The name is, for example, "CYRILLIC SMALL LETTER DE", or "CJK UNIFIED IDEOGRAPH-65E5", of
    # which the number is used.
    name = unicodedata.name(character, f"{ord(character):x}")
    last = re.split(r"[ -]", name)[-1]
    return f"{last}-" if len(last) > 3 else last


def unique_ids(names: Iterable[str]) -> list[str]:
    """Return an id for each name, with a number at its end if it would otherwise not be unique."""
    taken: set[str] = set()
    last_numbers: dict[str, int] = {}
    ids = []
    for name in names:
        base = id = slug(name)
        while id in taken:
            last_numbers[base] = last_numbers.get(base, 1) + 1
            id = f"{base}-{last_numbers[base]}"
        taken.add(id)
        ids.append(id)
    return ids
