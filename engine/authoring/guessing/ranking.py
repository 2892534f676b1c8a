"""Learns how correct options differ in form from wrong ones, by logistic regression.

This is McFadden's conditional logit (Conditional logit analysis of qualitative choice behavior,
1973): the probability of an option is the softmax, over all options of the item, of a weighted sum
of its features. The weights maximise the likelihood of the correct options, less an L2 penalty.
They are found with AdaGrad (Duchi, Hazan and Singer, 2011), which needs no tuning for features of
different frequency. Nothing is random, so the same items always lead to the same weights.
"""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

Weights = Mapping[str, float]

PENALTY = 10.0
"""Weight of the L2 penalty.

Among 1, 3, 5, 10, 20 and 40, this value found the most keys in unseen lessons.
"""
ROUNDS = 60
STEP = 0.2
EQUAL = 1e-9
"""The largest difference at which the probabilities of two options count as equal."""


@dataclass(frozen=True, slots=True)
class Sample:
    """The options of one item: the features of each, by name, and which options are correct."""

    features: Sequence[Mapping[str, float]]
    is_key: Sequence[bool]

    @property
    def chance(self) -> float:
        """The probability that an option chosen at random is correct."""
        return sum(self.is_key) / len(self.is_key)


def trained(samples: Sequence[Sample]) -> dict[str, float]:
    """Return the feature weights that best predict the correct options of the samples."""
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(float)
    for _ in range(ROUNDS):
        for name, slope in _gradient(weights, samples).items():
            slope -= PENALTY * weights[name]
            squares[name] += slope * slope
            if squares[name]:
                weights[name] += STEP * slope / math.sqrt(squares[name])
    return dict(weights)


def probabilities(weights: Weights, sample: Sample) -> list[float]:
    """Return, for each option of an item, the probability that it is correct."""
    scores = [score(weights, features) for features in sample.features]
    powers = [math.exp(value - max(scores)) for value in scores]
    return [power / sum(powers) for power in powers]


def score(weights: Weights, features: Mapping[str, float]) -> float:
    """Return the weighted sum of an option's features."""
    return sum(weights.get(name, 0.0) * value for name, value in features.items())


def success(chances: Sequence[float], sample: Sample) -> float:
    """Return the probability that choosing the most probable option gives a correct answer.

    The result is 0 or 1 unless several options are equally probable.
    """
    top = max(chances) - EQUAL
    candidates = [
        is_key for chance, is_key in zip(chances, sample.is_key, strict=True) if chance > top
    ]
    return sum(candidates) / len(candidates)


def _gradient(weights: Weights, samples: Sequence[Sample]) -> dict[str, float]:
    """Return the gradient of the log-likelihood of all correct options.

    If an item has several correct options, their probabilities are added up.
    """
    gradient: dict[str, float] = defaultdict(float)
    for sample in samples:
        chances = probabilities(weights, sample)
        of_keys = sum(
            chance for chance, is_key in zip(chances, sample.is_key, strict=True) if is_key
        )
        for features, chance, is_key in zip(sample.features, chances, sample.is_key, strict=True):
            slope = (chance / of_keys if is_key else 0.0) - chance
            for name, value in features.items():
                gradient[name] += slope * value
    return gradient
