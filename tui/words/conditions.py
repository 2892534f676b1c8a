"""What a learner is told before a test or a challenge begins; shared by both front ends."""

from torchquiz.engine.models.ways import Challenge
from torchquiz.engine.study.activities import rules_of
from torchquiz.engine.study.opening import Conditions
from torchquiz.engine.study.quota import quota_in_words
from torchquiz.engine.wording import counted, duration


def conditions_in_words(conditions: Conditions) -> list[str]:
    """Return the conditions of a test or a challenge, in sentences."""
    if isinstance(conditions.body, Challenge):
        return _of_challenge(conditions.body)
    return [
        quota_in_words(),
        "One try each and no hints. What is right, and why, is shown after each answer.",
        "At the end: how probable it is that you are strong here, and what to do next.",
        "There is no clock. You may stop at any question and go on later.",
    ]


def _of_challenge(challenge: Challenge) -> list[str]:
    problems = counted(len(challenge.items), "problem")
    tries = counted(rules_of("challenge", challenge).tries or 0, "try", "tries")
    return [
        f"{problems}, {tries} at each, {duration(challenge.seconds)} for all.",
        "The clock starts with the first problem and runs on if you leave.",
        f"Solve all in time to earn the badge “{challenge.badge}”.",
    ]
