"""Recognises texts that look the same though their characters differ."""

import unicodedata

LATIN = "ABEKMHOPCTYXIJSaeopcyxijsdhABEZHIKMNOPTYXov"
OTHERS = "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧον"
DASHES = "‐‑‒–—−"
TWINS = str.maketrans(OTHERS + DASHES, LATIN + "-" * len(DASHES))
SPACE, INVISIBLE = "Zs", "Cf"
"""Unicode categories of spaces of any width, and of characters that are not shown."""


def appearance(text: str) -> str:
    """Return the text in a form that is equal for all texts that look like it."""
    shown = ""
    for character in text.translate(TWINS):
        category = unicodedata.category(character)
        if category == SPACE:
            shown += " "
        elif category != INVISIBLE:
            shown += character
    return shown.strip()
