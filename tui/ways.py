"""The ways to study a lesson in words, and which comes after which; pure, and shared by both front ends."""

from engine.models.proven import Lesson
from engine.models.ways import WayName
from tui.wording import ABOUT_WAYS, counted

READ: tuple[WayName, ...] = ("start", "why", "learn", "trace", "project", "metrics")
"""The ways that are read, sheet after sheet."""


def following(lesson: Lesson, way: WayName) -> WayName | None:
    """The way that the lesson declares after this one; None when it is the last."""
    names = [head.name for head in lesson.ways]
    after = names[names.index(way) + 1 :] if way in names else []
    return after[0] if after else None


def ahead(lesson: Lesson, way: WayName) -> str:
    """What comes after a way, and how long it takes: `why: the problem it solves, measured; about 3 minutes`."""
    name = following(lesson, way)
    if name is None:
        return "practice: questions about all of it"
    minutes = next(head.minutes for head in lesson.ways if head.name == name)
    return f"{name}: {ABOUT_WAYS[name]}; about {counted(minutes, 'minute')}"
