"""Recognises a lesson's file and the ids of its items without reading it as YAML.

So a lesson is found by its id, and an item by its name, even in a file that has faults.
"""

import re
from pathlib import Path

LESSON = re.compile(r"^lesson:[ \t]*[\"']?([\w-]*)")
"""The line that makes a YAML file a lesson, with the lesson's id: `lesson: conv2d   # the id`."""
ITEM = re.compile(r"^ *-? *id: *[\"']?([a-z0-9-]+)", re.MULTILINE)
"""The line with an item's id, which may also begin the item: `  - id: same-padding`."""


def is_lesson(path: Path) -> bool:
    """Return whether a file has the line that makes it a lesson."""
    return _declared_id(path) is not None


def lesson_id(path: Path) -> str:
    """Return the id that a file declares; the file's name if it declares none."""
    return _declared_id(path) or path.stem


def item_ids(path: Path) -> list[str]:
    """Return the ids of a file's items, in their order."""
    return ITEM.findall(path.read_text(encoding="utf-8-sig", errors="replace"))


def _declared_id(path: Path) -> str | None:
    """Return the id that a file declares, which may be empty; None if it is not a lesson."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        for line in file:
            if declared := LESSON.match(line):
                return declared[1]
    return None
