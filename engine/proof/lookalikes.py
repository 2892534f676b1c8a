"""Recognises strings that look the same although their characters differ."""

import unicodedata

from torchquiz.engine.text.twins import TWINS

DASHES = "‐‑‒–—−"
SAME = TWINS | str.maketrans(DASHES, "-" * len(DASHES))
SPACE, INVISIBLE = "Zs", "Cf"
"""Unicode categories of spaces of any width, and of invisible characters."""


def appearance(text: str) -> str:
    """Return a normal form of a string. Strings that look alike have the same normal form."""
    shown = ""
    for character in text.translate(SAME):
        category = unicodedata.category(character)
        if category == SPACE:
            shown += " "
        elif category != INVISIBLE:
            shown += character
    return shown.strip()
