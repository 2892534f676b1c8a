"""Ratings of how well a learner recalled an item, named and numbered as in FSRS.

Learners rate flash cards themselves. For other items, the rating is derived from the first try.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from torchquiz.engine.grading.grade import Rating


class RatingMeaning(Struct, frozen=True):
    """The name of a rating, and a clause that says how a learner earns it."""

    name: str
    earned: str
    """The reason for the rating, which completes a sentence that begins with `You …`."""


RATINGS: dict[Rating, RatingMeaning] = {
    1: RatingMeaning("again", "missed it"),
    2: RatingMeaning("hard", "were right with a hint"),
    3: RatingMeaning("good", "were right"),
    4: RatingMeaning("easy", "rated it easy"),
}


def ratings_in_words() -> str:
    """Return all ratings as they appear in a prompt, such as `1 again, 2 hard, 3 good, 4 easy`."""
    return ", ".join(f"{rating} {meaning.name}" for rating, meaning in RATINGS.items())


def read_rating(text: str) -> Rating | None:
    """Return the rating with this number or name, or None if there is no such rating."""
    wish = text.strip().lower()
    for rating, meaning in RATINGS.items():
        if wish in (str(rating), meaning.name):
            return rating
    return None


def rating_of_try(
    verdict: str, hints: int, response: str, override: Rating | None, *, is_card: bool
) -> Rating:
    """Return the rating that the first try at an item earns.

    Args:
        verdict: the verdict on the try.
        hints: the number of hints that the learner had opened.
        response: the stored response as JSON, which is `[rating]` for a flash card.
        override: a rating that the learner chose afterwards, which takes precedence.
        is_card: whether the item is a flash card, for which learners choose the rating.
    """
    if override is not None:
        return override
    if is_card:
        (rating,) = json.loads(response)
        return rating  # type: ignore[no-any-return]
    if verdict == "wrong":
        return 1
    return 2 if hints else 3
