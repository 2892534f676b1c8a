"""Removes the letters that label the options of a question, because lessons add their own."""

import re
from dataclasses import replace
from string import ascii_uppercase

from torchquiz.engine.exchange.readers.imported import ImportedQuestion

LETTER = re.compile(r"\(?(?P<letter>[A-Ha-h])[.)][ \t]+(?P<text>\S.*)", re.DOTALL)
"""Matches an option that begins with its letter: `A. four`, `b) four` or `(c) four`."""
REFERENCE = re.compile(
    r"\([A-Ha-h]\)|\b[A-H][.)]|\b[a-h]\)"
    r"|\b(?i:options?|answers?|choices?|statements?|both|either|neither|only) [A-Ha-h]\b"
    r"|\b[A-H] (?i:and|or|und|oder|et|ou|y|o|e) [A-H]\b"
)
"""Matches a reference to an option by its letter: `(b)`, `A and C` or `option d`."""
REMOVED = "the letters before its options were removed, because lessons add their own."
KEPT = (
    "its options keep their letters, because its text refers to them; lessons add their own "
    "letters in front."
)


def without_letters(question: ImportedQuestion) -> ImportedQuestion:
    """Return a question whose options do not begin with letters, and report the change.

    If a text of the question refers to an option by its letter, the letters stay.
    """
    matches = [LETTER.fullmatch(option.text) for option in question.options]
    found = [match for match in matches if match is not None]
    letters = sorted(match["letter"].upper() for match in found)
    if len(found) < len(matches) or len(found) < 2 or letters != [*ascii_uppercase[: len(found)]]:
        return question
    feedback = (option.because for option in question.options)
    others = (question.stem, question.explanation, *question.hints, *feedback)
    if any(map(REFERENCE.search, (*others, *(match["text"] for match in found)))):
        return replace(question, changes=(*question.changes, KEPT))
    options = tuple(
        replace(option, text=match["text"])
        for option, match in zip(question.options, found, strict=True)
    )
    return replace(question, options=options, changes=(*question.changes, REMOVED))
