"""What each rating of a recall means: again, hard, good or easy, numbered as FSRS numbers them.

A learner rates flash cards; every other item is rated by how its first try was graded.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from torchquiz.engine.grading.grade import Rating


class RatingMeaning(Struct, frozen=True):
    """What a rating is called, and what led to it."""

    name: str
    earned: str
    """What the learner did to get it where the engine grades, after `You …`."""


RATINGS: dict[Rating, RatingMeaning] = {
    1: RatingMeaning("again", "missed it"),
    2: RatingMeaning("hard", "were right with a hint"),
    3: RatingMeaning("good", "were right"),
    4: RatingMeaning("easy", "rated it easy"),
}


def ratings_in_words() -> str:
    """Return all ratings as a prompt lists them: `1 again, 2 hard, 3 good, 4 easy`."""
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
        verdict: how the try was graded.
        hints: how many hints were open.
        response: what is stored of the response, as JSON; for a flash card `[rating]`.
        override: the rating that the learner chose afterwards, which counts instead.
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
