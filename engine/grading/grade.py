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
"""How well something was recalled: 1 again, 2 hard, 3 good, 4 easy, as in FSRS."""
RunJob = Callable[["Job"], "Outcome"]


class Chosen(Struct, frozen=True):
    """A response by choosing: indexes of the options in the item's order, unshuffled."""

    picks: tuple[int, ...]


class Entered(Struct, frozen=True):
    """A response by typing: one text per blank or asked cell, or one value or program."""

    texts: tuple[str, ...]


class Arranged(Struct, frozen=True):
    """A response by ordering: indexes of the lines in the item's order, unshuffled."""

    order: tuple[int, ...]


class Rated(Struct, frozen=True):
    """A response by rating your own recall."""

    rating: Rating


Response = Chosen | Entered | Arranged | Rated


class Unreadable(Struct, frozen=True):
    """A response that cannot be read; the learner is asked again and it does not count."""

    sentence: str


class Checked(Struct, frozen=True):
    """The result of one check of written code."""

    says: str
    holds: bool
    seen: str = ""
    """What the code gave instead; empty if the check holds or gave nothing to show."""


class Grade(Struct, frozen=True):
    """The verdict and credit for a response, with its feedback."""

    verdict: Literal["right", "wrong", "uncounted"]
    """Outcome of grading; `uncounted` means that the engine failed and nothing is stored."""
    credit: float = 0.0
    because: str = ""
    misconception: str = ""
    belief: str = ""
    run: Run | None = None
    """Run of the response, or of the code as the misconception reads it."""
    checks: tuple[Checked, ...] = ()
    """Results of the checks of written code; empty if it raised an error before them."""
    cells: tuple[bool, ...] = ()
    """For a table or blanks, whether each is right; for an order, whether each line is."""

    is_unknown: bool = False
    """Whether the learner said "don't know" instead of answering."""

    @property
    def is_counted(self) -> bool:
        """Whether the grade is stored and counts."""
        return self.verdict != "uncounted"

    @property
    def is_right(self) -> bool:
        """Whether the response is completely right."""
        return self.verdict == "right"


RIGHT = Grade("right", credit=1.0)


def wrong(source: Option | Near | NearOrder) -> Grade:
    """Return the grade of a wrong answer that the item expects."""
    return Grade(
        "wrong",
        because=source.because,
        misconception=source.misconception,
        belief=source.belief,
        run=source.run,
    )
