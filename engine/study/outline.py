"""The list of a lesson's activities, each with its duration, progress and result."""

from msgspec import Struct

from torchquiz.engine.models.proven import LessonHead
from torchquiz.engine.study.activities import ActivityName
from torchquiz.engine.study.completion import is_done, is_open
from torchquiz.engine.study.next_step import items_left, next_activity
from torchquiz.engine.study.offered import offered
from torchquiz.engine.study.standing import Standing
from torchquiz.engine.wording import RIGHT, UNCOUNTED, counted

TEST_MINUTES = 10
DRILL_MINUTES = 1
MINUTES_AN_ITEM = 0.5


class OutlineLine(Struct, frozen=True):
    """One activity in a lesson's list of activities."""

    activity: ActivityName
    minutes: int
    """The expected duration in minutes, or 0 if unknown."""
    status: str
    is_done: bool
    is_open: bool
    """Whether the learner started it and left it unfinished."""
    is_next: bool


def outline(standing: Standing) -> list[OutlineLine]:
    """Return one line for each activity that a lesson offers, in order."""
    lesson = standing.lesson
    if lesson is None:
        return []
    following = next_activity(standing)
    return [
        OutlineLine(
            name,
            _minutes(lesson, standing, name),
            _status(standing, name),
            is_done=is_done(standing, name),
            is_open=is_open(standing, name),
            is_next=name == following,
        )
        for name in offered(standing)
    ]


def _minutes(lesson: LessonHead, standing: Standing, name: ActivityName) -> int:
    if name == "practice":
        return lesson.minutes
    if name == "missed":
        return max(1, round(standing.known.wrong * MINUTES_AN_ITEM))
    if name == "test":
        return TEST_MINUTES
    if name == "drill":
        return DRILL_MINUTES
    return next((head.minutes for head in lesson.ways if head.name == name), 0)


def _status(standing: Standing, name: ActivityName) -> str:
    """Describe the state of an activity.

    For an unfinished activity, say how much is left. For any other activity, return its result or,
    if it has none, whether it is done.
    """
    known = standing.known
    if begun := standing.begun.get(name):
        return items_left(begun)
    if is_open(standing, name):
        return f"open: step {standing.places[name] + 1}"
    if name == "practice":
        return f"{known.right} of {known.total} right" if known.total > known.unseen else ""
    if name == "missed":
        return counted(known.wrong, "item")
    if name == "review":
        return f"{standing.due} due" if standing.due else ""
    if name == "drill" and standing.lesson:
        return counted(standing.lesson.drills, "drill")
    if name in standing.finished:
        return _result(standing, name)
    return ""


def _result(standing: Standing, name: ActivityName) -> str:
    """Return the verdict of a test, the badge of a challenge, or `done`.

    Of the verdicts, only `strong` is shown with a tick.
    """
    result = standing.finished[name]
    if "verdict" in result and "p" in result:
        mark = RIGHT if result["verdict"] == "strong" else UNCOUNTED
        return f"{mark} {result['verdict']}, {float(result['p']) * 100:.0f} %"
    return f"{RIGHT} {result.get('badge') or 'done'}"
