"""Recognises the file of a lesson by its name and its `lesson:` line, without a YAML parser."""

import re
from pathlib import Path

SHARED_MISCONCEPTIONS = "misconceptions.yaml"
"""The file of misconceptions that the lessons of one folder share; not a lesson itself."""
HEAD_BYTES = 4096
"""How much of a file is searched for its `lesson:` line; authors write it at the top."""
LESSON_LINE = re.compile(r"^lesson:(?=\s|$)[ \t]*[\"']?([\w-]*)", re.MULTILINE)
"""A line such as `lesson: conv2d` or `lesson: "conv2d"  # id`, not indented; captures the id."""


def may_be_lesson(path: Path) -> bool:
    """Return whether a file has the name of a lesson: `*.yaml`, but not `misconceptions.yaml`."""
    return path.suffix == ".yaml" and path.name != SHARED_MISCONCEPTIONS


def is_lesson(path: Path) -> bool:
    """Return whether a file has a `lesson:` line and is not one of shared misconceptions."""
    return path.name != SHARED_MISCONCEPTIONS and _lesson_line(path) is not None


def lesson_id(path: Path) -> str:
    """Return the id on the `lesson:` line of a file; empty when there is none."""
    line = _lesson_line(path)
    return line[1] if line else ""


def _lesson_line(path: Path) -> re.Match[str] | None:
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except OSError:
        return None
    return LESSON_LINE.search(head.decode("utf-8-sig", errors="replace"))
