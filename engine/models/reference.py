"""Parses and formats references to items, such as `lesson/item`, as stored with sessions."""

from typing import NamedTuple


class Reference(NamedTuple):
    """A reference to an item of a lesson."""

    lesson: str
    item: str

    def __str__(self) -> str:
        return f"{self.lesson}/{self.item}"


def reference(text: str, lesson: str) -> Reference:
    """Parse a reference. If it does not name a lesson, the item belongs to `lesson`."""
    named, _, item = text.rpartition("/")
    return Reference(named or lesson, item)
