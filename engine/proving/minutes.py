"""Estimates how many minutes a way takes from the words to read and the items to answer."""

import math
from collections.abc import Iterable

from torchquiz.engine.models.proven import Level

WORDS_A_MINUTE = 150
"""Reading speed, lower than for plain prose because code is read along with it."""
SECONDS: dict[Level, int] = {"easy": 40, "medium": 75, "hard": 120}
"""Seconds to answer an item and read its feedback, by level."""


def minutes(words: int, levels: Iterable[Level]) -> int:
    """Return the minutes for some words and items, rounded up; at least 1."""
    answering = sum(SECONDS[level] for level in levels) / 60
    return max(1, math.ceil(words / WORDS_A_MINUTE + answering))
