"""The rules of each way to answer items: attempts, hints, and the clock."""

from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from torchquiz.engine.models.ways import Challenge, Way, WayName

Sitting = WayName | Literal["practice", "missed", "quiz", "question"]
"""A way in which a session can be held."""
PRACTICE: tuple[Sitting, ...] = ("practice", "missed", "quiz")
"""The sittings without limits; whichever of them was begun last is the one to go on with."""


class Rules(Struct, frozen=True):
    """What a learner may do in a session."""

    tries: int | None = None
    """None means as many as the learner likes, each after having seen the key; the first counts."""
    has_hints: bool = True
    is_finished_by_items: bool = False
    """Whether the way is done when its items are."""
    seconds: int | None = None
    """How long the session may take from its begin; None means no clock."""
    badge: str = ""
    """What is earned by solving every item in time; empty for nothing."""


FREE = Rules()
RULES: dict[Sitting, Rules] = {
    "try": Rules(tries=3, is_finished_by_items=True),
    "challenge": Rules(tries=2, is_finished_by_items=True),
    "test": Rules(tries=1, has_hints=False, is_finished_by_items=True),
    "review": Rules(tries=1),
}


def rules_of(way: Sitting, body: Way | None = None) -> Rules:
    """The rules of a way; practice and all that is like it are free.

    Args:
        way: how the session is held.
        body: what the lesson declares of the way, such as a challenge's time.
    """
    rules = RULES.get(way, FREE)
    return (
        replace(rules, seconds=body.seconds, badge=body.badge)
        if isinstance(body, Challenge)
        else rules
    )
