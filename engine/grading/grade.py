"""Defines a learner's responses and their grades."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from torchquiz.engine.models.answers import Near, NearOrder, Option
from torchquiz.engine.models.runs import Run

if TYPE_CHECKING:
    from torchquiz.engine.sandbox.job import Job, Outcome

Rating = Literal[1, 2, 3, 4]
"""A rating of how well something was recalled, as in FSRS: 1 again, 2 hard, 3 good, 4 easy."""
RunJob = Callable[["Job"], "Outcome"]


class Chosen(Struct, frozen=True):
    """A choice of options, given as indexes into the item's unshuffled options."""

    picks: tuple[int, ...]


class Entered(Struct, frozen=True):
    """A typed response: one string for each blank or cell, or a single value or program."""

    texts: tuple[str, ...]


class Arranged(Struct, frozen=True):
    """An order of lines, given as indexes into the item's unshuffled lines."""

    order: tuple[int, ...]


class Rated(Struct, frozen=True):
    """A response in which learners rate how well they recalled a flash card."""

    rating: Rating


Response = Chosen | Entered | Arranged | Rated


class Unreadable(Struct, frozen=True):
    """A response that cannot be parsed. It does not count, and the learner may try again."""

    sentence: str


class Checked(Struct, frozen=True):
    """The result of one check of the learner's code."""

    says: str
    holds: bool
    seen: str = ""
    """The actual result, or an empty string if the check passes or there is nothing to show."""
    picture: str = ""
    """The inputs, the expected result and the actual result, drawn as lines of numbers."""


class Grade(Struct, frozen=True):
    """The verdict on a response, with its credit and the feedback to show."""

    verdict: Literal["right", "wrong", "uncounted"]
    """The outcome of grading. `uncounted` means that grading failed and nothing is stored."""
    credit: float = 0.0
    because: str = ""
    misconception: str = ""
    belief: str = ""
    run: Run | None = None
    """The run of the response's code, or of code that shows where the misconception leads."""
    checks: tuple[Checked, ...] = ()
    """The results of the checks of written code.

    The tuple is empty if the code failed before the checks.
    """
    cells: tuple[bool, ...] = ()
    """Whether each table cell, blank or line is right, or an empty tuple for other answer forms."""

    is_unknown: bool = False
    """Whether the learner said "don't know" instead of answering."""

    @property
    def is_counted(self) -> bool:
        """Whether the grade counts and is saved."""
        return self.verdict != "uncounted"

    @property
    def is_right(self) -> bool:
        """Whether the response is completely right."""
        return self.verdict == "right"


RIGHT = Grade("right", credit=1.0)


def wrong(source: Option | Near | NearOrder) -> Grade:
    """Return the grade of a wrong answer that the author expects."""
    return Grade(
        "wrong",
        because=source.because,
        misconception=source.misconception,
        belief=source.belief,
        run=source.run,
    )
