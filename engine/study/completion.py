"""Decides when a learner has completed an activity."""

from torchquiz.engine.study.activities import ActivityName, activity_named
from torchquiz.engine.study.standing import Standing

KNOWN_ENOUGH = 0.5
"""Minimum proportion of correctly answered items that makes an introduction unnecessary."""


def is_done(standing: Standing, name: ActivityName) -> bool:
    """Return whether the learner has completed an activity of a lesson.

    Practice is completed when every item has been answered. An introduction also counts as
    completed when the learner already knows enough of the lesson. Redoing missed items never counts
    as completed. Instead, it is no longer offered once all of them have been answered correctly.
    """
    if name == "practice":
        return not standing.known.unseen
    if activity_named(name).is_introduction and standing.known.proportion >= KNOWN_ENOUGH:
        return True
    return name != "missed" and name in standing.finished


def is_open(standing: Standing, name: ActivityName) -> bool:
    """Return whether the learner started an activity and left it unfinished.

    An activity that the learner reads again after finishing it still counts as finished.
    """
    return name in standing.begun or (name in standing.places and name not in standing.finished)


def is_read_through(seen: set[int], steps: int, *, has_questions: bool) -> bool:
    """Return whether an activity is finished because every step was seen and no questions follow.

    If questions follow, the activity is finished when the learner moves on to them.
    """
    return len(seen) == steps and not has_questions
