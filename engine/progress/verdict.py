"""The verdict of a test: how probable it is that a learner is strong, from what was right.

A learner has an ability θ, whose prior is normal with mean 0 and a standard deviation of 1.5. A
question of difficulty b that a guess gets right with probability c is answered correctly with
probability c + (1 − c)·σ(1.2(θ − b)), the three-parameter logistic model (A. Birnbaum, 1968). A
learner is strong with θ ≥ 0.516: without guessing, 65 of 100 medium questions right.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import exp
from typing import Literal, Protocol

from torchquiz.engine.models.proven import Level

SLOPE = 1.2
DIFFICULTY: dict[Level, float] = {"easy": -1.2, "medium": 0.0, "hard": 1.2}
SPREAD = 1.5
"""The prior's standard deviation."""
THRESHOLD = 0.516
STRONG, NOT_YET = 0.80, 0.20
LIMIT = 8 * SPREAD
"""Beyond this ability there is nothing left to integrate."""
PANELS = 240
SHOWN = 4.0
"""A picture of the posterior spans abilities from minus this to this."""

VerdictName = Literal["strong", "borderline", "not yet"]


class Tried(Protocol):
    """A question as far as the verdict goes."""

    @property
    def level(self) -> Level:
        """How hard it is."""

    @property
    def chance(self) -> float:
        """How likely a guess is right."""

    @property
    def is_right(self) -> bool:
        """Whether the first try was right."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a test says of a learner."""

    p: float
    """The probability that the learner is strong."""

    @property
    def name(self) -> VerdictName:
        """The verdict in a word."""
        if self.p >= STRONG:
            return "strong"
        return "not yet" if self.p <= NOT_YET else "borderline"


def verdict(tried: Iterable[Tried]) -> Verdict:
    """Return the verdict on a learner who was asked these questions."""
    likely = _posterior(tuple(tried))
    above = _integral(likely, THRESHOLD, LIMIT)
    return Verdict(above / (above + _integral(likely, -LIMIT, THRESHOLD)))


def curve(tried: Iterable[Tried], columns: int) -> list[float]:
    """Return the posterior at evenly spaced abilities, scaled so that its peak is 1."""
    likely = _posterior(tuple(tried))
    heights = [likely(-SHOWN + 2 * SHOWN * (column + 0.5) / columns) for column in range(columns)]
    return [height / max(heights) for height in heights]


def threshold_column(columns: int) -> int:
    """Return the first of this many columns of the curve that is above the threshold."""
    return round((THRESHOLD + SHOWN) / (2 * SHOWN) * columns)


def _posterior(tried: Sequence[Tried]) -> Callable[[float], float]:
    """Return the posterior's density, up to a factor."""

    def density(ability: float) -> float:
        product = exp(-0.5 * (ability / SPREAD) ** 2)
        for question in tried:
            knows = 1 / (1 + exp(-SLOPE * (ability - DIFFICULTY[question.level])))
            right = question.chance + (1 - question.chance) * knows
            product *= right if question.is_right else 1 - right
        return product

    return density


def _integral(function: Callable[[float], float], low: float, high: float) -> float:
    """Integrate by Simpson's rule."""
    width = (high - low) / PANELS
    odd = sum(function(low + width * place) for place in range(1, PANELS, 2))
    even = sum(function(low + width * place) for place in range(2, PANELS, 2))
    return (function(low) + 4 * odd + 2 * even + function(high)) * width / 3
