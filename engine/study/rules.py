"""The limits of a session on tries, hints and time."""

from msgspec import Struct


class Rules(Struct, frozen=True):
    """The limits of a session, and the conditions for finishing its activity or earning a badge."""

    tries: int | None = None
    """The maximum number of tries at each item, or None if there is no limit and only the first try
    counts."""
    has_hints: bool = True
    is_finished_by_items: bool = False
    """Whether completing all items finishes the activity."""
    seconds: int | None = None
    """The time limit in seconds from the start of the session, or None if there is no limit."""
    badge: str = ""
    """The badge for solving every item in time, or an empty string if there is no badge."""


FREE = Rules()
"""Rules without limits, as in practice."""
