"""Recommends what a learner should do next: overall, within a lesson, and after an activity."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.progress.overview import Begun
from torchquiz.engine.study.activities import ACTIVITIES, ActivityName, activity_named
from torchquiz.engine.study.completion import is_done
from torchquiz.engine.study.offered import offered
from torchquiz.engine.study.standing import Standing
from torchquiz.engine.wording import counted

NEVER_NEXT: tuple[ActivityName, ...] = ("review", "drill")
"""Activities that are never the next step of a lesson. A review is recommended when items are due,
and a drill can be repeated at any time."""
ALL_DUE: tuple[Literal[""], Literal["review"]] = ("", "review")
"""The lesson and activity that represent a review of all lessons."""


class NextStep(Struct, frozen=True):
    """A recommended activity of a lesson, with the reason for it."""

    sentence: str
    """The recommendation and its reason, as a sentence."""
    lesson: str | None = None
    """The lesson's id. It is empty for a step across all lessons, and None without any step."""
    activity: ActivityName = "practice"


def next_step(
    standings: Sequence[Standing], last_open: tuple[str, str] | None = None, begin: str = ""
) -> NextStep:
    """Return the recommended next step.

    Unfinished work takes priority, then a review of the items that are due, then the next activity
    of the first unfinished lesson.

    Args:
        standings: all lessons in their order.
        last_open: the lesson and activity that were opened most recently and are unfinished.
        begin: the id of the lesson with which to begin, or an empty string for the first lesson.
    """
    ready = [standing for standing in standings if _has_something(standing)]
    return (
        _continuing(ready, last_open)
        or _reviewing(ready)
        or _following(_beginning_with(begin, ready))
        or NextStep(_nothing(standings, ready))
    )


def next_activity(standing: Standing) -> ActivityName | None:
    """Return the first activity of a lesson that is not done, or None if all are done."""
    for name in offered(standing):
        if name not in NEVER_NEXT and not is_done(standing, name):
            return name
    return None


def items_left(begun: Begun) -> str:
    """Return the number of questions left in an unfinished session, such as `3 questions left`."""
    return f"{counted(len(begun.session.items) - begun.answered, 'question')} left"


def activity_after(lesson: Lesson, way: ActivityName) -> ActivityName:
    """Return the next activity that the lesson declares or, after the last one, practice.

    Reviews and tests are not declared, so they are never the next activity.
    """
    names: list[ActivityName] = [head.name for head in lesson.ways]
    later = names[names.index(way) + 1 :] if way in names else []
    return later[0] if later else "practice"


def preview_of_next(lesson: Lesson, way: ActivityName) -> str:
    """Describe what comes next, such as `why: the problem it solves, measured; about 3 minutes`."""
    name = activity_after(lesson, way)
    if name == "practice":
        return "practice: questions about the whole lesson"
    minutes = next(head.minutes for head in lesson.ways if head.name == name)
    return f"{name}: {activity_named(name).about}; about {counted(minutes, 'minute')}"


def _has_something(standing: Standing) -> bool:
    lesson = standing.lesson
    return lesson is not None and (lesson.count > 0 or bool(lesson.ways))


def _continuing(ready: Sequence[Standing], last_open: tuple[str, str] | None) -> NextStep | None:
    """Recommend continuing where the learner stopped, or return None if nothing is unfinished.

    That may be an activity that no list shows, such as the quiz about a traced program.
    """
    if last_open is None:
        return None
    if last_open == ALL_DUE:
        return NextStep("Continue your review.", *ALL_DUE)
    if last_open == ("", "focus"):
        return NextStep("Continue practising your weak points.", "", "focus")
    if last_open == ("", "placement"):
        return NextStep("Continue with the questions that show where to begin.", "", "placement")
    lesson, name = last_open
    for standing in ready:
        if standing.lesson and standing.lesson.id == lesson:
            can_go_on = [*offered(standing), *_unlisted()]
            known = next((activity for activity in can_go_on if activity == name), None)
            return NextStep(_continue(standing, known), lesson, known) if known else None
    return None


def _unlisted() -> list[ActivityName]:
    return [activity.name for activity in ACTIVITIES if not activity.is_listed]


def _reviewing(ready: Sequence[Standing]) -> NextStep | None:
    """Recommend a review if any items are due. A review takes priority over anything new."""
    due = sum(standing.due for standing in ready)
    if not due:
        return None
    items = counted(due, "item")
    sentence = f"Review {items} due today, before you forget {'it' if due == 1 else 'them'}."
    return NextStep(sentence, *ALL_DUE)


def _beginning_with(begin: str, ready: Sequence[Standing]) -> list[Standing]:
    """Rotate the list of lessons so that it starts with the given one."""
    ids = [standing.lesson.id if standing.lesson else "" for standing in ready]
    position = ids.index(begin) if begin in ids else 0
    return [*ready[position:], *ready[:position]]


def _following(ready: Sequence[Standing]) -> NextStep | None:
    for standing in ready:
        name = next_activity(standing)
        if name and standing.lesson:
            return NextStep(_because(standing, name), standing.lesson.id, name)
    return None


def _nothing(standings: Sequence[Standing], ready: Sequence[Standing]) -> str:
    """Return a sentence that explains why nothing can be recommended."""
    if ready:
        return "You got everything right last time. Practise any lesson again to keep it fresh."
    if standings and all(standing.has_faults for standing in standings):
        return "No lesson can be opened: all have faults. Run `torchquiz check` to see them."
    if standings and all(standing.is_blocked for standing in standings):
        obstacle = next(standing.obstacle for standing in standings if standing.obstacle)
        return f"No lesson can be opened. {obstacle}"
    return (
        "Checking every answer by running it on PyTorch, so that all you see is right."
        " The first lesson opens in a few seconds."
    )


def _continue(standing: Standing, name: ActivityName) -> str:
    """Return a recommendation to continue an activity, such as `Continue the Autograd test: …`."""
    lesson = standing.title
    begun = standing.begun.get(name)
    if begun is None:
        step = standing.places.get(name, 0) + 1
        return f"Continue {lesson}: {activity_named(name).title}, step {step}."
    left = items_left(begun)
    if name == "practice":
        return f"Continue practising {lesson}: {left}."
    if name == "missed":
        return f"Continue with what you missed in {lesson}: {left}."
    return f"Continue the {lesson} {activity_named(name).title.lower()}: {left}."


def _because(standing: Standing, name: ActivityName) -> str:
    """Return a recommendation to start or continue an activity, with the reason for it."""
    title, known = standing.title, standing.known
    is_met = bool(known.right or known.wrong)
    if name == "missed":
        return f"Redo what you missed in {title}: {counted(known.wrong, 'question')}."
    if name == "practice" and is_met:
        return f"Practise {title}: {counted(known.unseen, 'question')} you have not seen yet."
    verb = "Continue" if standing.finished or is_met else "Start"
    return f"{verb} {title}. {activity_named(name).reason}."
