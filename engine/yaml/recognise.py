"""Recognises lesson files, lesson ids and item ids without parsing YAML.

This way, lessons and items can be found by their ids even in files with faults.
"""

import re
from pathlib import Path

SHARED_MISCONCEPTIONS = "misconceptions.yaml"
"""The name of the file with the misconceptions that the lessons in a folder share."""
LESSON_LINE = re.compile(r"^lesson:(?=\s|$)[ \t]*[\"']?([\w-]*)")
"""A line such as `lesson: conv2d` that is not indented. The group captures the id."""
ITEM_LINE = re.compile(r"^ *-? *id: *[\"']?([a-z0-9-]+)", re.MULTILINE)
"""A line with the id of an item, such as `  - id: same-padding`. The group captures the id."""


def may_be_lesson(path: Path) -> bool:
    """Return whether a file is named like a lesson: `*.yaml`, except `misconceptions.yaml`."""
    return path.suffix == ".yaml" and path.name != SHARED_MISCONCEPTIONS


def is_lesson(path: Path) -> bool:
    """Return whether a file has a `lesson:` line and is not the file of shared misconceptions."""
    return path.name != SHARED_MISCONCEPTIONS and _lesson_line(path) is not None


def lesson_id(path: Path) -> str:
    """Return the id on the `lesson:` line of a file, or an empty string if it has none."""
    line = _lesson_line(path)
    return line[1] if line else ""


def item_ids(path: Path) -> list[str]:
    """Return the ids of the items in a file, in the order of the file."""
    return ITEM_LINE.findall(path.read_text(encoding="utf-8-sig", errors="replace"))


def _lesson_line(path: Path) -> re.Match[str] | None:
    """Return the first `lesson:` line of a file, or None if it has none or cannot be read."""
    try:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            return next(filter(None, map(LESSON_LINE.match, file)), None)
    except OSError:
        return None
