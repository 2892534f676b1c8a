"""Texts that nobody can tell apart: twins of letters in other alphabets, kinds of spaces and dashes, what is not seen."""

import unicodedata

LATIN = "ABEKMHOPCTYXIJSaeopcyxijsdhABEZHIKMNOPTYXov"
OTHERS = "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧον"
DASHES = "‐‑‒–—−"
TWINS = str.maketrans(OTHERS + DASHES, LATIN + "-" * len(DASHES))


def appearance(text: str) -> str:
    """What texts that look the same have in common."""
    seen = (" " if unicodedata.category(one) == "Zs" else one for one in text.translate(TWINS))
    return "".join(one for one in seen if unicodedata.category(one) != "Cf").strip()
