"""The placement: ten adaptive questions that find the lesson with which a learner should begin.

The lessons are assumed to build on each other, so that a learner knows all lessons up to some point
of the course. Each question is chosen so that its answer is expected to reveal as much as possible
about that point. The probability of a correct answer follows the model used for a test's verdict,
with a high ability for lessons that the learner knows and a low ability for all others.
"""

from collections.abc import Sequence
from math import log2

from msgspec import Struct

from torchquiz.engine.models.proven import Level
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.progress.verdict import right_probability

QUESTIONS = 10
KNOWN, UNKNOWN = 1.5, -1.5
"""The abilities that a learner is assumed to have in known and in unknown lessons."""


class PlacementItem(Struct, frozen=True):
    """An item that could be part of the placement test."""

    item: Reference
    lesson: int
    """The position of its lesson in the course, counted from 0."""
    level: Level
    chance: float
    """Probability that a guess is right."""


class PlacementAnswer(Struct, frozen=True):
    """The answer to an item of the placement."""

    asked: PlacementItem
    is_right: bool


def distribution(lessons: int, answers: Sequence[PlacementAnswer]) -> list[float]:
    """Return the probability that the learner knows exactly the first 0, 1, …, `lessons` lessons.

    Before the first answer, all of these are equally likely.
    """
    weights = [1.0] * (lessons + 1)
    for answer in answers:
        for known in range(lessons + 1):
            right = _right(answer.asked, known)
            weights[known] *= right if answer.is_right else 1 - right
    total = sum(weights)
    return [weight / total for weight in weights]


def lesson_to_begin(lessons: int, answers: Sequence[PlacementAnswer]) -> int:
    """Return the index of the first lesson that the learner probably does not know.

    The result is `lessons` if the learner probably knows all of them.
    """
    probabilities = distribution(lessons, answers)
    for position in range(lessons):
        if sum(probabilities[position + 1 :]) < 0.5:
            return position
    return lessons


def choose_question(
    lessons: int, items: Sequence[PlacementItem], answers: Sequence[PlacementAnswer]
) -> PlacementItem | None:
    """Return the item whose answer would be the most informative.

    Items that were already asked are left out. Of several equally informative items, the first is
    returned. The result is None if no item is left.
    """
    asked = {answer.asked.item for answer in answers}
    probabilities = distribution(lessons, answers)
    unasked = [item for item in items if item.item not in asked]
    return max(unasked, key=lambda item: _information(item, probabilities), default=None)


def _information(item: PlacementItem, probabilities: Sequence[float]) -> float:
    """Return how many bits of information the answer to an item is expected to provide."""
    rights = [_right(item, known) for known in range(len(probabilities))]
    right = sum(p * q for p, q in zip(probabilities, rights, strict=True))
    left = 0.0
    for share, factors in ((right, rights), (1 - right, [1 - one for one in rights])):
        left += share * _entropy(
            [p * q / share for p, q in zip(probabilities, factors, strict=True)]
        )
    return _entropy(probabilities) - left


def _entropy(probabilities: Sequence[float]) -> float:
    return -sum(p * log2(p) for p in probabilities if p > 0)


def _right(item: PlacementItem, known: int) -> float:
    """Return the probability of a correct answer if the learner knows the first `known` lessons."""
    ability = KNOWN if item.lesson < known else UNKNOWN
    return right_probability(item.level, item.chance, ability)
