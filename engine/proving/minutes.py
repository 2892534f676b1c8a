"""Estimates how many minutes an activity takes, from its word count and its items' levels."""

import math
from collections.abc import Iterable

from torchquiz.engine.models.proven import Level

WORDS_A_MINUTE = 150
"""The reading speed in words per minute. It is low because the text is mixed with code."""
SECONDS: dict[Level, int] = {"easy": 40, "medium": 75, "hard": 120}
"""Seconds to answer an item and read its feedback, by the item's level."""


def minutes(words: int, levels: Iterable[Level]) -> int:
    """Return the number of minutes (at least 1) needed to read the words and answer the items."""
    answering = sum(SECONDS[level] for level in levels) / 60
    return max(1, math.ceil(words / WORDS_A_MINUTE + answering))
