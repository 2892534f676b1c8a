"""Asks how well the learner recalled an item, and prints when it is due again."""

from collections.abc import Callable

from torchquiz.engine.grading.grade import Rated, Unreadable
from torchquiz.engine.grading.ratings import ratings_in_words, read_rating
from torchquiz.engine.study.reviews import Memory
from torchquiz.tui.plain.dialogue import Dialogue


def ask_rating(line: Callable[[str], str]) -> Rated | Unreadable:
    """Ask how well the learner recalled a card, using `line` to read the answer."""
    rating = read_rating(line(f"How well did you recall it? {ratings_in_words()}: "))
    return Rated(rating) if rating else Unreadable("Type 1, 2, 3 or 4.")


def say_returns(memory: Memory, dialogue: Dialogue) -> None:
    """Print when the item is due again, if that is known."""
    if returns := memory.returns:
        dialogue.tell("", returns)


def rate_otherwise(memory: Memory, dialogue: Dialogue) -> None:
    """Ask for a different rating and save it. An empty line keeps the current rating.

    Raises:
        StoreError: The rating could not be saved.
    """
    wish = dialogue.ask(f"Your rating ({memory.choices}): ").strip()
    rating = read_rating(wish)
    if rating:
        memory.override(rating)
    elif wish:
        dialogue.tell("The rating was not changed: it must be 1, 2, 3 or 4.")
    dialogue.tell(memory.returns)
