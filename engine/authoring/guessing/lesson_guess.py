"""Holds the correct answers that a lesson's options give away, and summarises them."""

from collections.abc import Sequence
from dataclasses import dataclass

from torchquiz.engine.errors import Fault

COMMITTED = " (with torchquiz's own weights; the figure for the whole folder may differ)"
"""What is added to a figure that cannot be compared with that of a whole folder."""


@dataclass(frozen=True, slots=True)
class LessonGuess:
    """The correct answers in one lesson that can be guessed from the options alone."""

    lesson: str
    items: int
    """The number of items with options to choose from, not counting true-or-false items."""
    found: float
    """The number of correct guesses. A tie between several options counts as a fraction."""
    chance: float
    """The number of correct guesses that chance alone would give on average."""
    given_away: tuple[Fault, ...]
    """A remark about each answer that was guessed with confidence, naming what gave it away."""
    has_committed_weights: bool = False
    """Whether the guesser used the weights that come with torchquiz, not those of the folder."""


def summary(guesses: Sequence[LessonGuess]) -> list[str]:
    """Return a line per lesson and a total, comparing correct guesses with those due to chance."""
    lines = [_line(guess.lesson, [guess]) for guess in guesses]
    return [*lines, _line("all lessons", guesses)] if len(lines) > 1 else lines


def _line(name: str, guesses: Sequence[LessonGuess]) -> str:
    items = sum(guess.items for guess in guesses)
    found = sum(guess.found for guess in guesses)
    chance = sum(guess.chance for guess in guesses)
    is_apart = any(guess.has_committed_weights for guess in guesses)
    return (
        f"{name}: {found:.3g} of {items} keys guessed ({found / items:.1%}), {chance:.1f} "
        "by chance:"
        f" {found / chance:.2f} times{COMMITTED if is_apart else ''}"
    )
