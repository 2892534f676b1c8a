"""About how many minutes a way takes: from the words to read and the items to answer, rounded up."""

import math
from collections.abc import Iterable

from torchquiz.engine.models.proven import Level

WORDS_A_MINUTE = 150
"""Slower than prose is read, for it is read beside code."""
SECONDS: dict[Level, int] = {"easy": 40, "medium": 75, "hard": 120}
"""For an item with its feedback."""


def minutes(words: int, levels: Iterable[Level]) -> int:
    """Minutes for some words and items; at least 1."""
    return max(1, math.ceil(words / WORDS_A_MINUTE + sum(SECONDS[level] for level in levels) / 60))
