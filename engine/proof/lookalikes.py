"""Recognises strings that look the same although their characters differ."""

import unicodedata

LATIN = "ABEKMHOPCTYXIJSaeopcyxijsdhABEZHIKMNOPTYXov"
OTHERS = "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧον"
DASHES = "‐‑‒–—−"
TWINS = str.maketrans(OTHERS + DASHES, LATIN + "-" * len(DASHES))
SPACE, INVISIBLE = "Zs", "Cf"
"""Unicode categories of spaces of any width, and of invisible characters."""


def appearance(text: str) -> str:
    """Return a normal form of a string, which is the same for all strings that look alike."""
    shown = ""
    for character in text.translate(TWINS):
        category = unicodedata.category(character)
        if category == SPACE:
            shown += " "
        elif category != INVISIBLE:
            shown += character
    return shown.strip()
