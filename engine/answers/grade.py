"""What a learner gave, and what it is worth."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from engine.models.answers import Near, NearOrder, Option
from engine.models.runs import Run
from engine.sandbox.job import Job, Outcome

Rating = Literal[1, 2, 3, 4]
"""How well something was recalled: again, hard, good, easy, as FSRS numbers them."""
RunJob = Callable[[Job], Outcome]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A response by choosing: indexes into the options as the item holds them, not as they were shuffled."""

    picks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entered:
    """A response by typing: one text per blank or asked cell, or one for a value or a program."""

    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Arranged:
    """A response by ordering: indexes into the lines as the item holds them, not as they were shuffled."""

    order: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rated:
    """A response by rating one's own recall."""

    rating: Rating


Response = Chosen | Entered | Arranged | Rated


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A response that cannot be read; it is asked again and never counted."""

    sentence: str


@dataclass(frozen=True, slots=True)
class Checked:
    """A check of written code, and how it went."""

    says: str
    holds: bool
    seen: str = ""
    """What the code gave instead; empty when the check holds or nothing was seen."""


@dataclass(frozen=True, slots=True)
class Grade:
    """Verdict and credit for a response, with the feedback that goes with it."""

    verdict: Literal["right", "wrong", "uncounted"]
    """`uncounted` when the engine failed: the learner is told, and nothing is stored against them."""
    credit: float = 0.0
    because: str = ""
    misconception: str = ""
    belief: str = ""
    run: Run | None = None
    """What the response really gives, or what the misconception would give."""
    checks: tuple[Checked, ...] = ()
    """Of written code: each check and whether it holds, as far as the code came."""
    cells: tuple[bool, ...] = ()
    """Of a table: which of the asked cells are right. Of an order: which places hold the line that belongs there."""

    @property
    def is_right(self) -> bool:
        """Whether the response was right in full."""
        return self.verdict == "right"


RIGHT = Grade("right", credit=1.0)


def wrong(source: Option | Near | NearOrder) -> Grade:
    """The grade of a wrong answer that the item foresaw."""
    return Grade(
        "wrong",
        because=source.because,
        misconception=source.misconception,
        belief=source.belief,
        run=source.run,
    )
