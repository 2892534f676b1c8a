"""Finds code that deceives readers, for example with letters that only look like Latin ones."""

import io
import re
import tokenize

LATIN = "ABEKMHOPCTYXIJSaeopcyxijsdhABEZHIKMNOPTYXov"
OTHERS = "АВЕКМНОРСТУХІЈЅаеорсухіјѕԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧον"
TWINS = str.maketrans(OTHERS, LATIN)
"""A table that maps Cyrillic and Greek letters to the Latin letters that look the same."""
MOST_SPACES = 100
HIDING = re.compile(rf" {{{MOST_SPACES},}}(?=\S)")
"""Matches a run of spaces long enough to move the rest of a line out of sight."""


def deception_in(code: str) -> str:
    """Describe how code deceives its readers, or return an empty string if it does not.

    The description is a clause without a subject. It follows the name of the field that contains
    the code.
    """
    if HIDING.search(code):
        return f"hides code behind more than {MOST_SPACES} spaces"
    if code.isascii():
        return ""
    twin = next((name for name in _names(code) if _is_twin(name)), "")
    if not twin:
        return ""
    latin = twin.translate(TWINS)
    letter = next(old for old, new in zip(twin, latin, strict=True) if old != new)
    return f"contains a name that looks like `{latin}` but has the letter U+{ord(letter):04X}"


def _names(code: str) -> list[str]:
    """Return the names in code, up to the first place at which Python cannot parse it."""
    names: list[str] = []
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type == tokenize.NAME:
                names.append(token.string)
    except (tokenize.TokenError, SyntaxError):
        pass
    return names


def _is_twin(name: str) -> bool:
    """Return whether a name looks entirely Latin although it is not.

    The result is False for `число`, for example, because some of its letters do not look Latin.
    """
    return not name.isascii() and name.translate(TWINS).isascii()
