"""What a learner gave, and what it is worth."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from engine.models.proven import Near, Option, Run
from engine.sandbox.job import Job, Outcome

RunJob = Callable[[Job], Outcome]


@dataclass(frozen=True, slots=True)
class Chosen:
    """A response by choosing: indexes into the options as the item holds them, not as they were shuffled."""

    picks: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Entered:
    """A response by typing: one text per blank, or one for a value."""

    texts: tuple[str, ...]


Response = Chosen | Entered


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A response that cannot be read; it is asked again and never counted."""

    sentence: str


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

    @property
    def is_right(self) -> bool:
        """Whether the response was right in full."""
        return self.verdict == "right"


RIGHT = Grade("right", credit=1.0)


def wrong(source: Option | Near) -> Grade:
    """The grade of a wrong answer that the item foresaw."""
    return Grade(
        "wrong",
        because=source.because,
        misconception=source.misconception,
        belief=source.belief,
        run=source.run,
    )
