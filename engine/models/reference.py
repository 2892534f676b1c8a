"""How a stored session names an item: `lesson/item`, or `item` in a session over one lesson."""

from typing import NamedTuple


class Reference(NamedTuple):
    """An item of a lesson."""

    lesson: str
    item: str

    def __str__(self) -> str:
        return f"{self.lesson}/{self.item}"


def reference(text: str, lesson: str) -> Reference:
    """Read a reference, to an item of `lesson` if the text names no lesson."""
    named, _, item = text.rpartition("/")
    return Reference(named or lesson, item)
