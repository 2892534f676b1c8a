"""Computes the verdict of a test from the probability that the learner is strong.

A learner has an ability θ, whose prior is normal with mean 0 and standard deviation 1.5. The
probability of a correct answer follows the three-parameter logistic model (A. Birnbaum, 1968): for
a question of difficulty b that a guess answers correctly with probability c, it is c + (1 −
c)·σ(1.2(θ − b)). A learner with θ ≥ 0.516 counts as strong. Without guessing, such a learner
answers at least 65 of 100 medium questions correctly.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import exp
from typing import Literal, Protocol

from torchquiz.engine.models.proven import Level

SLOPE = 1.2
DIFFICULTY: dict[Level, float] = {"easy": -1.2, "medium": 0.0, "hard": 1.2}
SPREAD = 1.5
"""The standard deviation of the prior."""
THRESHOLD = 0.516
STRONG, NOT_YET = 0.80, 0.20
LIMIT = 8 * SPREAD
"""The largest ability in the integrals, beyond which the density is negligible."""
PANELS = 240
SHOWN = 4.0
"""The largest ability in a chart of the posterior, which ranges from `-SHOWN` to `SHOWN`."""

VerdictName = Literal["strong", "borderline", "not yet"]


class Tried(Protocol):
    """The properties of an answered question on which the verdict depends."""

    @property
    def level(self) -> Level:
        """The level of the question."""

    @property
    def chance(self) -> float:
        """The probability that a guess is right."""

    @property
    def is_right(self) -> bool:
        """Whether the first try was right."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The verdict on a learner after a test."""

    p: float
    """The probability that the learner is strong."""

    @property
    def name(self) -> VerdictName:
        """The name of the verdict: `strong`, `borderline` or `not yet`."""
        if self.p >= STRONG:
            return "strong"
        return "not yet" if self.p <= NOT_YET else "borderline"


def right_probability(level: Level, chance: float, ability: float) -> float:
    """Return the probability that a learner with this ability answers a question correctly.

    Args:
        level: the level of the question, which determines its difficulty.
        chance: the probability that a guess is right.
        ability: the ability θ of the learner.
    """
    knows = 1 / (1 + exp(-SLOPE * (ability - DIFFICULTY[level])))
    return chance + (1 - chance) * knows


def mean_ability(tried: Iterable[Tried]) -> float:
    """Return the posterior mean of the learner's ability."""
    likely = _posterior(tuple(tried))
    total = _integral(likely, -LIMIT, LIMIT)
    return _integral(lambda ability: ability * likely(ability), -LIMIT, LIMIT) / total


def verdict(tried: Iterable[Tried]) -> Verdict:
    """Compute the verdict on a learner from the answered questions."""
    likely = _posterior(tuple(tried))
    above = _integral(likely, THRESHOLD, LIMIT)
    return Verdict(above / (above + _integral(likely, -LIMIT, THRESHOLD)))


def curve(tried: Iterable[Tried], columns: int) -> list[float]:
    """Return the posterior density at evenly spaced abilities, scaled to a maximum of 1."""
    likely = _posterior(tuple(tried))
    heights = [likely(-SHOWN + 2 * SHOWN * (column + 0.5) / columns) for column in range(columns)]
    return [height / max(heights) for height in heights]


def threshold_column(columns: int) -> int:
    """Return the column at which "strong" begins in a chart with this many columns."""
    return round((THRESHOLD + SHOWN) / (2 * SHOWN) * columns)


def _posterior(tried: Sequence[Tried]) -> Callable[[float], float]:
    """Return the posterior density of the ability, up to a constant factor."""

    def density(ability: float) -> float:
        product = exp(-0.5 * (ability / SPREAD) ** 2)
        for question in tried:
            right = right_probability(question.level, question.chance, ability)
            product *= right if question.is_right else 1 - right
        return product

    return density


def _integral(function: Callable[[float], float], low: float, high: float) -> float:
    """Integrate a function by Simpson's rule."""
    width = (high - low) / PANELS
    odd = sum(function(low + width * place) for place in range(1, PANELS, 2))
    even = sum(function(low + width * place) for place in range(2, PANELS, 2))
    return (function(low) + 4 * odd + 2 * even + function(high)) * width / 3
