"""Finds ratios in words, such as `a quarter of` or `twice as many`, that no figures support.

The number in `three times as many` is examined like any other.
"""

import math
import re
from collections.abc import Iterator

from torchquiz.engine.proof.figures import KnownFigures, figures_in

PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
OTHER_PARTS = {"three quarters": 4 / 3, "two thirds": 3 / 2}
RATIO = re.compile(
    r"\b(?:(?P<part>three quarters|two thirds|(?:an?|one) (?:third|quarter|fifth|tenth)|half)"
    r" (?:of|the|as)|twice (?:as|the))\b",
    re.IGNORECASE,
)
"""Matches a ratio in words, such as `half of` or `twice as`."""
ACCURACY = 0.02
"""Maximum relative difference between a ratio in words and that of two figures."""
TRIVIAL = {0.0, 1.0, 2.0}
"""Numbers that occur nearly everywhere, so that their ratio to each other supports nothing."""


def unsupported_ratios(text: str, known: KnownFigures) -> Iterator[str]:
    """Yield the ratios in a text that are not those of two of its figures or of the known ones."""
    own = figures_in(RATIO.sub("", text)).numbers
    figures = {*known.numbers, *known.counts, *own}
    numbers = sorted(abs(number) for number in figures if number and math.isfinite(number))
    for match in RATIO.finditer(text):
        ratio = _ratio(match)
        if not _is_supported(ratio, numbers):
            yield match[0]


def _ratio(match: re.Match[str]) -> float:
    if not match["part"]:
        return 2.0
    words = match["part"].lower()
    return OTHER_PARTS.get(words) or PARTS[words.split()[-1]]


def _is_supported(ratio: float, numbers: list[float]) -> bool:
    if ratio in numbers and ratio not in TRIVIAL:
        return True
    for smaller in numbers:
        for larger in numbers:
            is_trivial = smaller in TRIVIAL and larger in TRIVIAL
            if not is_trivial and math.isclose(larger, ratio * smaller, rel_tol=ACCURACY):
                return True
    return False
