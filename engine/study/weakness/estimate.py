"""Estimates a learner's misconceptions and ability, and chooses the most useful next item.

The probability that a learner holds a misconception is estimated by Bayes' rule. Its parameters are
assumptions, not measurements: a learner who holds a misconception reveals it in seven of ten
answers to items that can reveal it, and the explanation that follows such an answer removes the
misconception in three of ten cases.

The learner's ability is the mean of the posterior that the verdict of a test uses.
"""

from collections.abc import Callable, Sequence

from msgspec import Struct

from torchquiz.engine.models.proven import Level
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.progress.verdict import mean_ability, right_probability

PRIOR = 0.15
"""The probability, before any answer, that a learner holds a misconception."""
IF_HELD = {"revealed": 0.7, "right": 0.2, "other": 0.1}
"""The probability of each kind of answer from a learner who holds the misconception."""
IF_NOT_HELD = {"revealed": 0.05, "right": 0.75, "other": 0.2}
LEARNT = 0.3
"""The probability that the explanation of a revealing answer removes the misconception."""
WORTH_TRYING = 0.7
"""The probability of a correct answer at which an item is neither too easy nor too hard."""
REPEATED = 0.8
"""Factor that reduces the worth of an item for each correct answer since its last wrong answer."""


class Candidate(Struct, frozen=True):
    """An item that could be asked next."""

    item: Reference
    level: Level
    chance: float
    """Probability that a guess is right."""
    misconceptions: tuple[str, ...]
    is_missed: bool = False
    """Whether the latest first try at the item was wrong."""
    times_right: int = 0
    """Number of correct first tries since the last wrong try."""


class RecentAnswer(Struct, frozen=True):
    """A recent first try at an item, used to estimate the learner's ability."""

    level: Level
    chance: float
    is_right: bool


def held_after(held: float, is_right: bool, is_revealed: bool) -> float:
    """Return the probability that a learner still holds a misconception after an answer."""
    kind = "right" if is_right else "other"
    if is_revealed:
        kind = "revealed"
    likely = held * IF_HELD[kind]
    held = likely / (likely + (1 - held) * IF_NOT_HELD[kind])
    return held * (1 - LEARNT) if is_revealed else held


def choose(
    candidates: Sequence[Candidate],
    doubts_about: Callable[[Candidate], Sequence[float]],
    recent: Sequence[RecentAnswer],
) -> Candidate | None:
    """Return the candidate that is most useful to ask, or None if there are no candidates.

    If several candidates are equally useful, return the first of them.

    Args:
        candidates: the items that could be asked.
        doubts_about: a function that returns a number from 0 to 1 for each misconception that an
            item can reveal. The more an answer is needed, the higher the number.
        recent: the latest answers, in any order.
    """
    ability = mean_ability(recent)
    return max(candidates, key=lambda one: worth(one, doubts_about(one), ability), default=None)


def worth(candidate: Candidate, doubts: Sequence[float], ability: float) -> float:
    """Return a score that measures how useful it is to ask an item next.

    The weights were chosen so that simulated learners need as few questions as possible. An item is
    more useful if the learner is likely to hold a misconception that it can reveal, and if its
    difficulty is close to the learner's ability. It is less useful if it was answered correctly
    before, or if it was just missed, because its answer was then shown.
    """
    right = right_probability(candidate.level, candidate.chance, ability)
    fit = 1 - abs(right - WORTH_TRYING)
    value = max(doubts, default=0.0) + sum(doubts) + 0.1 * fit - 0.1 * candidate.is_missed
    return value * REPEATED**candidate.times_right
