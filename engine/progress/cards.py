"""What memory holds of an item, by FSRS, from the ratings of its first tries alone; pure.

The library is loaded when the first rating is taken in. Ratings are 1 again, 2 hard, 3 good, 4 easy, as it numbers them.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from msgspec import Struct

if TYPE_CHECKING:
    from fsrs import Card as Memory
    from fsrs import Scheduler

Rating = Literal[1, 2, 3, 4]
RATINGS: dict[Rating, str] = {1: "again", 2: "hard", 3: "good", 4: "easy"}
METHOD = 1
"""Raised when the same ratings lead to other dates than before, so that stored cards are made anew."""
LONGEST_DAYS = 365
EARLY = timedelta(hours=8)
"""What falls due so soon is due now, and done so early it counts as done in time; thus no zone decides where a day ends."""


class Rated(Struct, frozen=True):
    """One first try as memory takes it in."""

    rating: Rating
    at: datetime


class Recall(Struct, frozen=True):
    """How well something is remembered."""

    stability: float
    """Days until the chance of recall has fallen to 90 %."""
    difficulty: float
    """From 1 to 10."""
    last: datetime
    due: datetime

    def chance(self, now: datetime) -> float:
        """The chance of recalling it now, from 0 to 1."""
        return float(_scheduler().get_card_retrievability(self._memory(), max(now, self.last)))

    def after(self, rating: Rating, now: datetime) -> "Recall":
        """How well it is remembered after a further rating.

        A clock that went backwards takes the card with it: no time has passed, and what comes next counts from the new time.
        """
        if self.due - EARLY <= now < self.due:
            return _rated(self._memory(), rating, self.due, now)
        return _rated(self._memory(), rating, max(now, self.last), now)

    def _memory(self) -> "Memory":
        from fsrs import Card, State

        return Card(
            0,
            State.Review,
            stability=self.stability,
            difficulty=self.difficulty,
            due=_utc(self.due),
            last_review=_utc(self.last),
        )


def recall(rated: Iterable[Rated]) -> Recall:
    """How well something is remembered after one or more ratings, oldest first."""
    first, *rest = rated
    found = first_recall(first.rating, first.at)
    for one in rest:
        found = found.after(one.rating, one.at)
    return found


def first_recall(rating: Rating, now: datetime) -> Recall:
    """How well something is remembered that was met just now."""
    from fsrs import Card

    return _rated(Card(0), rating, now, now)


def intervals(known: Recall | None, now: datetime) -> dict[Rating, timedelta]:
    """After how long it comes back, by the rating that it would get now; None for what was never met."""
    found = {
        rating: known.after(rating, now) if known else first_recall(rating, now)
        for rating in RATINGS
    }
    return {rating: one.due - one.last for rating, one in found.items()}


def _rated(memory: "Memory", rating: Rating, effective: datetime, now: datetime) -> Recall:
    """Rate at the moment that counts, and let the interval begin now."""
    from fsrs import Rating as Kind

    done, _ = _scheduler().review_card(memory, Kind(rating), _utc(effective))
    assert done.stability is not None and done.difficulty is not None
    return Recall(
        done.stability, done.difficulty, _utc(now), _utc(now) + (done.due - _utc(effective))
    )


@cache
def _scheduler() -> "Scheduler":
    from fsrs import Scheduler

    plan: dict[str, Any] = {"learning_steps": (), "relearning_steps": (), "enable_fuzzing": False}
    return Scheduler(maximum_interval=LONGEST_DAYS, **plan)


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
