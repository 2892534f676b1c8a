"""Texts that look the same: twins of letters in other alphabets, sorts of spaces and dashes."""

import unicodedata

LATIN = "ABEKMHOPCTYXIJSaeopcyxijsdhABEZHIKMNOPTYXov"
OTHERS = "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧον"
DASHES = "‐‑‒–—−"
TWINS = str.maketrans(OTHERS + DASHES, LATIN + "-" * len(DASHES))
SPACE, INVISIBLE = "Zs", "Cf"
"""Categories of Unicode: spaces of any width, and characters that are not shown."""


def appearance(text: str) -> str:
    """Return what all texts that look like this one have in common."""
    shown = ""
    for character in text.translate(TWINS):
        category = unicodedata.category(character)
        if category == SPACE:
            shown += " "
        elif category != INVISIBLE:
            shown += character
    return shown.strip()
