"""The limits of a session: attempts, hints, and the clock."""

from msgspec import Struct


class Rules(Struct, frozen=True):
    """What a learner may do in a session."""

    tries: int | None = None
    """None means any number of tries, each after seeing the key; only the first one counts."""
    has_hints: bool = True
    is_finished_by_items: bool = False
    """Whether the activity is done as soon as its items are."""
    seconds: int | None = None
    """How long the session may take from its start; None means there is no clock."""
    badge: str = ""
    """What the learner earns by solving every item in time; empty for nothing."""


FREE = Rules()
"""No limits, as in practice."""
