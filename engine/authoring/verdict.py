"""Summarises the result of a check in a few words, without claiming more than was proven."""

from collections.abc import Sequence

from torchquiz.engine.errors import Fault
from torchquiz.engine.models.evidence import Tally
from torchquiz.engine.wording import counted

NOUNS = {
    "keys": "key",
    "distractors": "distractor",
    "figures": "figure",
    "stages": "stage",
    "rules": "rule",
}
"""The noun, in the singular, for each field of a tally."""


def verdict(faults: Sequence[Fault], tally: Tally, unproven: Sequence[str]) -> str:
    """Summarise a check: `2 faults`, `nothing proven`, `proven, 14 figures not` or `all proven`.

    Args:
        faults: all faults that the check found.
        tally: the numbers of proven and unproven parts.
        unproven: a sentence for each part that is not proven.
    """
    if faults:
        return counted(len(faults), "fault")
    if not any(getattr(tally, name).proven for name in NOUNS):
        return "nothing proven"
    exceptions = _exceptions(tally) or _listed(unproven)
    return f"proven, {exceptions} not" if exceptions else "all proven"


def _exceptions(tally: Tally) -> str:
    """Return how many parts are unproven, in words, such as `1 key and 14 figures`."""
    counts = [(getattr(tally, name).unproven, noun) for name, noun in NOUNS.items()]
    parts = [counted(count, noun) for count, noun in counts if count]
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def _listed(unproven: Sequence[str]) -> str:
    """Return the number of unproven parts with the noun, such as `2 parts`."""
    return counted(len(unproven), "part") if unproven else ""
