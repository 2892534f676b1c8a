"""Reads and writes how a stored session refers to an item: `lesson/item`, or just `item`."""

from typing import NamedTuple


class Reference(NamedTuple):
    """A reference to an item of a lesson."""

    lesson: str
    item: str

    def __str__(self) -> str:
        return f"{self.lesson}/{self.item}"


def reference(text: str, lesson: str) -> Reference:
    """Parse a reference, which is to an item of `lesson` if the text names no lesson."""
    named, _, item = text.rpartition("/")
    return Reference(named or lesson, item)
