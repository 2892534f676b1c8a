"""The rules of each way to answer items: attempts, hints, and the clock."""

from dataclasses import dataclass
from typing import Literal

from engine.models.ways import WayName

Sitting = WayName | Literal["practice", "missed", "quiz"]
"""A way in which a session can be held."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a learner may do in a session."""

    tries: int | None = None
    """None means as many as the learner likes; the first counts."""
    has_hints: bool = True
    is_timed: bool = False
    """Whether a clock runs, whose length the lesson declares."""


FREE = Rules()
RULES: dict[Sitting, Rules] = {
    "try": Rules(tries=3),
    "challenge": Rules(tries=2, is_timed=True),
    "test": Rules(tries=1, has_hints=False),
    "review": Rules(tries=1),
}


def rules_of(way: Sitting) -> Rules:
    """The rules of a way; practice and all that is like it are free."""
    return RULES.get(way, FREE)
