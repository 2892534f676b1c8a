"""Describes the result of a placement."""

from torchquiz.engine.study.weakness.placements import PlacedLesson, Placement


def recommendation(placement: Placement) -> str:
    """Return a sentence with the lesson to begin with and the lessons that can be skipped."""
    if placement.begin is None:
        return (
            "You know the basics of every lesson. Take the tests of the lessons, or practise "
            "your weak points."
        )
    first = placement.lessons[0]
    if placement.begin == first:
        return f"Begin with {first.title}."
    known = placement.lessons[: placement.lessons.index(placement.begin)]
    *others, last = [lesson.title for lesson in known]
    titles = f"{', '.join(others)} and {last}" if others else last
    return f"Begin with {placement.begin.title}. You probably know {titles} already."


def evidence(lesson: PlacedLesson) -> str:
    """Return the score in a lesson and the probability that the learner knows the lesson.

    For example, `2 of 3 right, 85 % known`.
    """
    score = f"{lesson.right} of {lesson.asked} right, " if lesson.asked else ""
    return f"{score}{lesson.known * 100:.0f} % known"
