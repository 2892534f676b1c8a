"""A lesson as a list of what can be done in it: how long each takes, how far the learner is, and what came of it."""

from msgspec import Struct

from torchquiz.engine.models.proven import LessonHead
from torchquiz.engine.study.rules import Sitting
from torchquiz.engine.study.standing import Standing, is_done, left, next_way
from torchquiz.engine.wording import RIGHT, counted

TEST_MINUTES = 10
MINUTES_AN_ITEM = 0.5


class Line(Struct, frozen=True):
    """One thing that can be done in a lesson."""

    way: Sitting
    minutes: int
    """About; 0 when nobody can say."""
    status: str
    is_done: bool
    is_open: bool
    """Whether the learner stopped in the midst of it."""
    is_next: bool


def outline(one: Standing) -> list[Line]:
    """Everything that can be done in a lesson, in its order."""
    lesson, following = one.lesson, next_way(one)
    if lesson is None:
        return []
    return [
        Line(
            way,
            _minutes(lesson, one, way),
            _status(one, way),
            is_done(one, way),
            _is_open(one, way),
            way == following,
        )
        for way in one.offered
    ]


def _minutes(lesson: LessonHead, one: Standing, way: Sitting) -> int:
    if way == "practice":
        return lesson.minutes
    if way == "missed":
        return max(1, round(one.known.wrong * MINUTES_AN_ITEM))
    if way == "test":
        return TEST_MINUTES
    return next((head.minutes for head in lesson.ways if head.name == way), 0)


def _is_open(one: Standing, way: Sitting) -> bool:
    return way in one.places or way in one.begun


def _status(one: Standing, way: Sitting) -> str:
    """Where the learner stopped, else what came of it, else whether it was done."""
    if begun := one.begun.get(way):
        return left(begun)
    if way in one.places:
        return f"open: step {one.places[way] + 1}"
    if way == "practice":
        return (
            f"{one.known.right} of {one.known.total} right"
            if one.known.total > one.known.unseen
            else ""
        )
    if way == "missed":
        return counted(one.known.wrong, "item")
    if way == "review":
        return f"{one.due} due" if one.due else ""
    if way in one.finished:
        return f"{RIGHT} {_told(one, way) or 'done'}"
    return ""


def _told(one: Standing, way: Sitting) -> str:
    """What came of a way: a test's verdict with its probability, or a badge."""
    told = one.finished[way]
    if "verdict" in told and "p" in told:
        return f"{told['verdict']}, {float(told['p']) * 100:.0f} %"
    return str(told.get("badge", ""))
