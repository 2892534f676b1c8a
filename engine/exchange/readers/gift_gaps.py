"""Reads a gap within a sentence, in the notation of Moodle's Cloze questions: `{1:MC:~=at~in}`."""

import re

GAP = re.compile(r"\{\d{0,3}:(?P<kind>[A-Z_]{2,20}):")
"""Matches the beginning of a gap: `{1:SA:`."""
CHOICES = frozenset({"MC", "MCV", "MCH", "MCS", "MCVS", "MCHS"}) | {
    f"MULTICHOICE{suffix}" for suffix in ("", "_V", "_H", "_S", "_VS", "_HS")
}
"""The kinds of gaps that offer choices, of which one is right."""


def gap_kinds(text: str) -> list[str]:
    """Return the kind of each gap in a question."""
    return GAP.findall(text)


def choices_of_gap(text: str) -> str:
    """Return the answers in the braces of a gap, without its points and kind.

    The first answer need not begin with a sign: `1:MC:in~=at`.
    """
    answers = text.split(":", 2)[2].strip()
    return answers if answers.startswith(("~", "=")) else f"~{answers}"
