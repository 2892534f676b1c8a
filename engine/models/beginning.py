"""What a learner begins with while a lesson is being proven, and so what is proven first."""

from msgspec import Struct


class Beginning(Struct, frozen=True):
    """The activity with which a learner begins a lesson, and the items that come first in it."""

    activity: str
    items: tuple[str, ...] = ()
    """Ids of the items, such as those that were missed or are due.

    It is empty if the lesson's file alone decides which items come first.
    """


PRACTICE = Beginning("practice")
"""The beginning of a lesson that the learner has not chosen."""
