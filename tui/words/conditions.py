"""Describes the conditions of a test or a challenge."""

from torchquiz.engine.banks.quota import quota_in_words
from torchquiz.engine.models.ways import Challenge
from torchquiz.engine.study.activities import rules_of
from torchquiz.engine.study.opening import Conditions
from torchquiz.engine.wording import counted, duration


def conditions_in_words(conditions: Conditions) -> list[str]:
    """Return the conditions of a test or a challenge as sentences."""
    if isinstance(conditions.body, Challenge):
        return _of_challenge(conditions.body)
    return [
        quota_in_words(),
        "You have one try at each question and no hints. An explanation follows each answer.",
        "At the end, you see how likely it is that you are strong in this topic, and what to do"
        " next.",
        "The test has no time limit. You can stop at any question and continue later.",
    ]


def _of_challenge(challenge: Challenge) -> list[str]:
    problems = counted(len(challenge.items), "problem")
    tries = counted(rules_of("challenge", challenge).tries or 0, "try", "tries")
    return [
        f"{problems}, {tries} at each, {duration(challenge.seconds)} in all.",
        "The clock starts with the first problem and keeps running if you leave.",
        f"Solve all of them in time to earn the badge “{challenge.badge}”.",
    ]
