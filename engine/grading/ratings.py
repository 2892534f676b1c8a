"""Defines the ratings of a recall, with the names and numbers that FSRS uses.

Learners rate flash cards themselves; any other item is rated by the grade of its first try.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from torchquiz.engine.grading.grade import Rating


class RatingMeaning(Struct, frozen=True):
    """The name of a rating, and how a learner gets it."""

    name: str
    earned: str
    """How the learner got it if the engine graded, to follow `You …`."""


RATINGS: dict[Rating, RatingMeaning] = {
    1: RatingMeaning("again", "missed it"),
    2: RatingMeaning("hard", "were right with a hint"),
    3: RatingMeaning("good", "were right"),
    4: RatingMeaning("easy", "rated it easy"),
}


def ratings_in_words() -> str:
    """Return all ratings for a prompt: `1 again, 2 hard, 3 good, 4 easy`."""
    return ", ".join(f"{rating} {meaning.name}" for rating, meaning in RATINGS.items())


def read_rating(text: str) -> Rating | None:
    """Return the rating with this number or name; None if there is none."""
    wish = text.strip().lower()
    for rating, meaning in RATINGS.items():
        if wish in (str(rating), meaning.name):
            return rating
    return None


def rating_of_try(
    verdict: str, hints: int, response: str, override: Rating | None, *, is_card: bool
) -> Rating:
    """Return the rating of a first try.

    Args:
        verdict: the verdict on the try.
        hints: the number of hints that were open.
        response: the stored response, as JSON; for a flash card `[rating]`.
        override: a rating that the learner chose afterwards, which takes precedence.
        is_card: whether the item is a flash card, which its learner rates.
    """
    if override is not None:
        return override
    if is_card:
        (rating,) = json.loads(response)
        return rating  # type: ignore[no-any-return]
    if verdict == "wrong":
        return 1
    return 2 if hints else 3
