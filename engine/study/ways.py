"""The ways to study a lesson in words, and which comes after which; pure, and shared by both front ends."""

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.study.rules import Sitting
from torchquiz.engine.wording import counted

WAY_TITLES: dict[Sitting, str] = {"missed": "Missed again"}
ABOUT_WAYS: dict[Sitting, str] = {
    "start": "what it is, when you need it",
    "why": "the problem it solves, measured",
    "learn": "its concepts, step by step",
    "trace": "a model at work, in numbers",
    "try": "fill in blanks of code",
    "practice": "questions with hints",
    "missed": "what was wrong last time",
    "challenge": "five problems, one clock",
    "project": "build a small model",
    "metrics": "what predictions are worth",
    "review": "what is due, before it fades",
    "test": "ten questions, one verdict",
}

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


def way_title(way: Sitting) -> str:
    """A way as it is called in a list."""
    return WAY_TITLES.get(way, way.capitalize())
