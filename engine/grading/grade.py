"""What a learner gave, and what it is worth."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from torchquiz.engine.models.answers import Near, NearOrder, Option
from torchquiz.engine.models.runs import Run

if TYPE_CHECKING:
    from torchquiz.engine.sandbox.job import Job, Outcome

Rating = Literal[1, 2, 3, 4]
"""How well something was recalled: again, hard, good, easy, as FSRS numbers them."""
RunJob = Callable[["Job"], "Outcome"]


class Chosen(Struct, frozen=True):
    """A response by choosing: indexes into the options as the item holds them, unshuffled."""

    picks: tuple[int, ...]


class Entered(Struct, frozen=True):
    """A response by typing: one text per blank or asked cell, or one for a value or a program."""

    texts: tuple[str, ...]


class Arranged(Struct, frozen=True):
    """A response by ordering: indexes into the lines as the item holds them, unshuffled."""

    order: tuple[int, ...]


class Rated(Struct, frozen=True):
    """A response by rating one's own recall."""

    rating: Rating


Response = Chosen | Entered | Arranged | Rated


class Unreadable(Struct, frozen=True):
    """A response that cannot be read; it is asked again and never counted."""

    sentence: str


class Checked(Struct, frozen=True):
    """A check of written code, and how it went."""

    says: str
    holds: bool
    seen: str = ""
    """What the code gave instead; empty when the check holds or nothing was seen."""


class Grade(Struct, frozen=True):
    """Verdict and credit for a response, with the feedback that goes with it."""

    verdict: Literal["right", "wrong", "uncounted"]
    """`uncounted` when the engine failed: the learner is told, and nothing is stored."""
    credit: float = 0.0
    because: str = ""
    misconception: str = ""
    belief: str = ""
    run: Run | None = None
    """What the response really gives, or what the misconception would give."""
    checks: tuple[Checked, ...] = ()
    """Of written code: each check and whether it holds, as far as the code came."""
    cells: tuple[bool, ...] = ()
    """Of a table or of blanks: which of them are right.

    Of an order: which places hold the line that belongs there.
    """

    @property
    def is_counted(self) -> bool:
        """Whether the grade is stored and shown."""
        return self.verdict != "uncounted"

    @property
    def is_right(self) -> bool:
        """Whether the response was right in full."""
        return self.verdict == "right"


RIGHT = Grade("right", credit=1.0)


def wrong(source: Option | Near | NearOrder) -> Grade:
    """Return the grade of a wrong answer that the item expected."""
    return Grade(
        "wrong",
        because=source.because,
        misconception=source.misconception,
        belief=source.belief,
        run=source.run,
    )
