"""When an activity is done."""

from torchquiz.engine.study.activities import ActivityName, activity_named
from torchquiz.engine.study.standing import Standing

KNOWN_ENOUGH = 0.5
"""The proportion of right items from which a lesson counts as known, so that no introduction to it
is needed."""


def is_done(standing: Standing, name: ActivityName) -> bool:
    """Return whether the learner has done an activity of a lesson.

    Practice is done once every item was met, an introduction also once most of the lesson is known
    without it. What was missed is never done: it disappears from the lesson instead.
    """
    if name == "practice":
        return not standing.known.unseen
    if activity_named(name).is_introduction and standing.known.proportion >= KNOWN_ENOUGH:
        return True
    return name != "missed" and name in standing.finished


def is_read_through(seen: set[int], steps: int, *, has_questions: bool) -> bool:
    """Return whether a way can be left as done: each step was seen, and no questions follow.

    A way with questions is done when the learner goes on to them.
    """
    return len(seen) == steps and not has_questions
