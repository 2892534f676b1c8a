"""Finds ratios in words, such as `a quarter of` or `twice as many`, that no figures support.

The number in `three times as many` is examined like any other.
"""

import math
import re
from collections.abc import Iterator
from itertools import product

from torchquiz.engine.proof.figures import PLAIN_DIGITS, KnownFigures, figures_in

PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
OTHER_PARTS = {"three quarters": 4 / 3, "two thirds": 3 / 2}
RATIO = re.compile(
    r"\b(?:(?P<part>three quarters|two thirds|(?:an?|one) (?:third|quarter|fifth|tenth)|half)"
    r" (?:of|the|as)|twice (?:as|the)"
    r"|(?P<times>three|four|five|six|eight|ten) times (?:as|the|larger|more|smaller|longer))\b"
    r"|(?P<sign>[¼½¾⅓⅔])",
    re.IGNORECASE,
)
"""Matches a ratio in words, such as `half of`, `twice as`, `three times the` or `¾`."""
ROUGHLY = re.compile(
    r"\b(?:about|around|nearly|almost|roughly|approximately|than|at least|at most|over|under|only)"
    r" (?:a |an )?$",
    re.IGNORECASE,
)
"""Matches words before a ratio that is not exact, such as `a little less than `."""
TIMES = {"three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10}
SIGNS = {"¼": 4.0, "½": 2.0, "¾": 4 / 3, "⅓": 3.0, "⅔": 3 / 2}
ACCURACY = 0.02
"""Maximum relative difference between a ratio in words and that of two figures."""
TRIVIAL = {0.0, 1.0, 2.0}
"""Numbers that occur nearly everywhere, so that their ratio to each other supports nothing."""


def unsupported_ratios(text: str, known: KnownFigures) -> Iterator[str]:
    """Yield the ratios in a text that are not those of two of its figures or of the known ones."""
    own = figures_in(RATIO.sub("", text)).numbers
    figures = {*known.numbers, *known.counts, *own}
    typed = {float(digits) for digits in PLAIN_DIGITS.findall(text)}
    strict = _sizes({*(known.numbers | own) - TRIVIAL, *typed})
    for match in RATIO.finditer(text):
        if ROUGHLY.search(text[: match.start()]):
            continue
        is_common = not match["times"] and not match["sign"]
        if not _is_supported(_ratio(match), _sizes(figures) if is_common else strict):
            yield match[0]


def _sizes(figures: set[float]) -> list[float]:
    return sorted(abs(number) for number in figures if number and math.isfinite(number))


def _ratio(match: re.Match[str]) -> float:
    if match["sign"]:
        return SIGNS[match["sign"]]
    if match["times"]:
        return TIMES[match["times"].lower()]
    if not match["part"]:
        return 2.0
    words = match["part"].lower()
    return OTHER_PARTS.get(words) or PARTS[words.split()[-1]]


def _is_supported(ratio: float, numbers: list[float]) -> bool:
    if {ratio, 1 / ratio} & set(numbers) - TRIVIAL:
        return True
    return any(
        math.isclose(larger, ratio * smaller, rel_tol=ACCURACY)
        for smaller, larger in product(numbers, numbers)
        if smaller not in TRIVIAL or larger not in TRIVIAL
    )
