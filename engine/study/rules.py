"""The limits of a session: its tries, hints and time."""

from msgspec import Struct


class Rules(Struct, frozen=True):
    """What a learner may do in a session."""

    tries: int | None = None
    """Number of tries at each item; None for any number, of which only the first counts."""
    has_hints: bool = True
    is_finished_by_items: bool = False
    """Whether the activity is finished when its items are done."""
    seconds: int | None = None
    """Time limit, counted from the start of the session; None for no limit."""
    badge: str = ""
    """The badge for solving every item in time; empty if there is none."""


FREE = Rules()
"""No limits, as in practice."""
