"""What a learner should know before a test or a challenge begins; shared by both front ends."""

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import Challenge, Way, WayName
from torchquiz.engine.study.deal import ASKED, LEAST_TYPED, why_no_test
from torchquiz.engine.study.rules import rules_of
from torchquiz.engine.wording import counted, duration

AWAITED: tuple[WayName, ...] = ("challenge", "test")
"""The ways that do not begin before the learner says so."""


def conditions(lesson: Lesson, way: WayName, body: Way | None) -> list[str]:
    """The conditions of a way, in sentences.

    Raises:
        TorchquizError: the lesson does not have this way.
    """
    if way == "test":
        return _of_test(lesson)
    if isinstance(body, Challenge):
        return _of_challenge(body)
    raise TorchquizError(f"{lesson.title} has no way '{way}'.")


def _of_test(lesson: Lesson) -> list[str]:
    if reason := why_no_test(lesson):
        raise TorchquizError(reason)
    levels = [f"{count} {level}" for level, count in ASKED.items()]
    return [
        f"{counted(sum(ASKED.values()), 'question')}: {', '.join(levels)}; at least {LEAST_TYPED} are typed.",
        "One try each and no hints. What is right, and why, is shown after each answer.",
        "At the end: how probable it is that you are strong here, and what to do next.",
        "There is no clock. You may stop at any question and go on later.",
    ]


def _of_challenge(body: Challenge) -> list[str]:
    problems = counted(len(body.items), "problem")
    tries = counted(rules_of("challenge", body).tries or 0, "try", "tries")
    return [
        f"{problems}, {tries} at each, {duration(body.seconds)} for all.",
        "The clock starts with the first problem and runs on if you leave.",
        f"Solve all in time to earn the badge “{body.badge}”.",
    ]
