"""Computes how well a learner remembers an item, using the FSRS scheduling method.

The computation uses the ratings of the first tries at the item. The `fsrs` library is imported only
when it is needed, because importing it is slow.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from msgspec import Struct

if TYPE_CHECKING:
    from fsrs import Card as Memory
    from fsrs import Scheduler

    from torchquiz.engine.grading.grade import Rating

METHOD = 2
"""Version of the scheduling method. Increase it when a change makes the same ratings lead to
different dates, so that stored schedules are computed again."""
LONGEST_DAYS = 365
EARLY = timedelta(hours=16)
"""The length of time before its due time at which an item already counts as reviewed on time. It is
long enough for an item missed in the evening to be reviewed the next morning."""


class RatedTry(Struct, frozen=True):
    """A first try at an item, with its rating."""

    rating: Rating
    at: datetime


class Recall(Struct, frozen=True):
    """How well an item is remembered, with the times of its last rating and its next review."""

    stability: float
    """Number of days until the probability of recall falls to 90 %."""
    difficulty: float
    """Difficulty of the item, from 1 to 10."""
    last: datetime
    due: datetime

    def chance(self, now: datetime) -> float:
        """Return the probability of recalling the item now, from 0 to 1."""
        return float(_scheduler().get_card_retrievability(self._memory(), max(now, self.last)))

    def after(self, rating: Rating, now: datetime) -> Recall:
        """Return how well the item is remembered after one more rating.

        If the clock was set back, the rating counts as if no time had passed, and the next interval
        starts at the new time.
        """
        if self.due - EARLY <= now < self.due:
            return _rated(self._memory(), rating, self.due, now)
        return _rated(self._memory(), rating, max(now, self.last), now)

    def _memory(self) -> Memory:
        from fsrs import Card, State

        return Card(
            0,
            State.Review,
            stability=self.stability,
            difficulty=self.difficulty,
            due=_utc(self.due),
            last_review=_utc(self.last),
        )


def recall(tries: Iterable[RatedTry]) -> Recall:
    """Return how well an item is remembered after one or more rated tries, oldest first."""
    first, *later = tries
    remembered = first_recall(first.rating, first.at)
    for rated_try in later:
        remembered = remembered.after(rated_try.rating, rated_try.at)
    return remembered


def first_recall(rating: Rating, now: datetime) -> Recall:
    """Return how well an item is remembered after its first rating."""
    from fsrs import Card

    return _rated(Card(0), rating, now, now)


def intervals(known: Recall | None, now: datetime) -> dict[Rating, timedelta]:
    """Return, for each rating, the time until an item that is rated now is due again.

    Args:
        known: how well the item is remembered, or None if it was never answered.
        now: the time of the rating.
    """
    from torchquiz.engine.grading.ratings import RATINGS

    later = {rating: recall_after(known, rating, now) for rating in RATINGS}
    return {rating: remembered.due - remembered.last for rating, remembered in later.items()}


def recall_after(known: Recall | None, rating: Rating, now: datetime) -> Recall:
    """Return how well an item is remembered after a rating. `known` is None for a new item."""
    return known.after(rating, now) if known else first_recall(rating, now)


def _rated(memory: Memory, rating: Rating, effective: datetime, now: datetime) -> Recall:
    """Apply a rating as of the time `effective`, but start the next interval at `now`."""
    from fsrs import Rating as FsrsRating

    card, _ = _scheduler().review_card(memory, FsrsRating(rating), _utc(effective))
    assert card.stability is not None and card.difficulty is not None
    interval = card.due - _utc(effective)
    return Recall(card.stability, card.difficulty, _utc(now), _utc(now) + interval)


@cache
def _scheduler() -> Scheduler:
    from fsrs import Scheduler

    plan: dict[str, Any] = {"learning_steps": (), "relearning_steps": (), "enable_fuzzing": False}
    return Scheduler(maximum_interval=LONGEST_DAYS, **plan)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
