"""Decides when a learner has done an activity."""

from torchquiz.engine.study.activities import ActivityName, activity_named
from torchquiz.engine.study.standing import Standing

KNOWN_ENOUGH = 0.5
"""The proportion of right items from which a learner no longer needs an introduction."""


def is_done(standing: Standing, name: ActivityName) -> bool:
    """Return whether the learner has done an activity of a lesson.

    Practice is done when every item was answered. An introduction is also done when the learner
    knows enough of the lesson without it. Missed items are never done: once answered correctly,
    they are no longer offered.
    """
    if name == "practice":
        return not standing.known.unseen
    if activity_named(name).is_introduction and standing.known.proportion >= KNOWN_ENOUGH:
        return True
    return name != "missed" and name in standing.finished


def is_open(standing: Standing, name: ActivityName) -> bool:
    """Return whether the learner left an activity unfinished.

    A finished way that is read again stays finished.
    """
    return name in standing.begun or (name in standing.places and name not in standing.finished)


def is_read_through(seen: set[int], steps: int, *, has_questions: bool) -> bool:
    """Return whether a way is finished: every step was seen, and no questions follow.

    A way with questions is finished when the learner moves on to them.
    """
    return len(seen) == steps and not has_questions
