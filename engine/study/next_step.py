"""What comes next: in all lessons, in one lesson, and after one way."""

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

ALL_DUE: tuple[Literal[""], Literal["review"]] = ("", "review")
"""Lesson and activity of a review over all lessons."""


class NextStep(Struct, frozen=True):
    """What to do next: which lesson, which activity, and why, in one sentence."""

    sentence: str
    lesson: str | None = None
    """The lesson's id; empty for all lessons, None if nothing can be done now."""
    activity: ActivityName = "practice"


def next_step(standings: Sequence[Standing], last_open: tuple[str, str] | None = None) -> NextStep:
    """Return the one thing to do next.

    It is where the learner stopped, else what is due, else what comes next in the first unfinished
    lesson.

    Args:
        standings: all lessons in their order.
        last_open: the lesson and activity that were open last and not finished.
    """
    ready = [standing for standing in standings if _has_something(standing)]
    return (
        _going_on(ready, last_open)
        or _reviewing(ready)
        or _following(ready)
        or NextStep(_nothing(standings, ready))
    )


def next_activity(standing: Standing) -> ActivityName | None:
    """Return the first activity of a lesson that is not done; None if all are."""
    for name in offered(standing):
        if name != "review" and not is_done(standing, name):
            return name
    return None


def items_left(begun: Begun) -> str:
    """Return how many items of an unfinished session are left: `3 items left`."""
    return f"{counted(len(begun.session.items) - begun.answered, 'item')} left"


def activity_after(lesson: Lesson, way: ActivityName) -> ActivityName:
    """Return what follows a way that was read: the next way declared, or practice after the last.

    Review and test have no declaration, so they never follow.
    """
    names: list[ActivityName] = [head.name for head in lesson.ways]
    later = names[names.index(way) + 1 :] if way in names else []
    return later[0] if later else "practice"


def preview_of_next(lesson: Lesson, way: ActivityName) -> str:
    """Return what follows a way, in words: `why: the problem it solves, …; about 3 minutes`."""
    name = activity_after(lesson, way)
    if name == "practice":
        return "practice: questions about all of it"
    minutes = next(head.minutes for head in lesson.ways if head.name == name)
    return f"{name}: {activity_named(name).about}; about {counted(minutes, 'minute')}"


def _has_something(standing: Standing) -> bool:
    lesson = standing.lesson
    return lesson is not None and (lesson.count > 0 or bool(lesson.ways))


def _going_on(ready: Sequence[Standing], last_open: tuple[str, str] | None) -> NextStep | None:
    """Return the step to where the learner stopped.

    It can be an activity that no list shows, such as the quiz of a trace.
    """
    if last_open is None:
        return None
    if last_open == ALL_DUE:
        return NextStep("Go on with your review, where you stopped.", *ALL_DUE)
    lesson, name = last_open
    for standing in ready:
        if standing.lesson and standing.lesson.id == lesson:
            can_go_on = [*offered(standing), *_unlisted()]
            known = next((activity for activity in can_go_on if activity == name), None)
            return NextStep(_go_on(standing, known), lesson, known) if known else None
    return None


def _unlisted() -> list[ActivityName]:
    return [activity.name for activity in ACTIVITIES if not activity.is_listed]


def _reviewing(ready: Sequence[Standing]) -> NextStep | None:
    """Return the step to what is due, which comes before anything new because it is fading."""
    due = sum(standing.due for standing in ready)
    if not due:
        return None
    sentence = f"Review {counted(due, 'item')}, due today: what is recalled before it fades stays."
    return NextStep(sentence, *ALL_DUE)


def _following(ready: Sequence[Standing]) -> NextStep | None:
    for standing in ready:
        name = next_activity(standing)
        if name and standing.lesson:
            return NextStep(_because(standing, name), standing.lesson.id, name)
    return None


def _nothing(standings: Sequence[Standing], ready: Sequence[Standing]) -> str:
    """Return why there is nothing to do next."""
    if ready:
        return "You had everything right last time. Practise any lesson again to keep it."
    if standings and all(standing.news and standing.news.faults for standing in standings):
        return "No lesson can be practised: each has faults, which torchquiz check shows."
    return "The lessons are being proven on PyTorch; each opens as soon as it is ready."


def _go_on(standing: Standing, name: ActivityName) -> str:
    title = activity_named(name).title.lower()
    what = standing.title if name == "practice" else f"{standing.title}, {title}"
    begun = standing.begun.get(name)
    where = items_left(begun) if begun else f"step {standing.places.get(name, 0) + 1}"
    return f"Go on with {what}, where you stopped: {where}."


def _because(standing: Standing, name: ActivityName) -> str:
    """Return why an activity comes next, in one sentence."""
    title, known = standing.title, standing.known
    is_met = bool(known.right or known.wrong)
    if name == "missed":
        return f"Do again in {title} what you missed: {counted(known.wrong, 'item')}."
    if name == "practice" and is_met:
        return f"Practise {title}: {counted(known.unseen, 'item')} of it you have not met yet."
    verb = "Go on in" if standing.finished or is_met else "Begin"
    return f"{verb} {title}. {activity_named(name).reason}."
