"""Collects the misconceptions behind a learner's wrong answers, as sentences."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.progress.mastery import MetMisconception, misconceptions
from torchquiz.engine.progress.store import Store


@dataclass(frozen=True, slots=True)
class Belief:
    """A misconception in one sentence, with a record of how often it led to a wrong answer."""

    text: str
    met: MetMisconception


def beliefs(
    store: Store, lesson_ids: Sequence[str], read: Callable[[str], Lesson], at_most: int
) -> list[Belief]:
    """Return the misconceptions behind the learner's wrong answers in these lessons.

    Open misconceptions come before overcome ones, and frequent ones before rare ones.

    Args:
        store: the learner's progress.
        lesson_ids: the ids of proven lessons.
        read: a function that returns the lesson with a given id.
        at_most: the maximum number of misconceptions to return.
    """
    met = misconceptions(store, lesson_ids)[:at_most]
    texts = {lesson: read(lesson).misconceptions for lesson in {entry.lesson for entry in met}}
    named = [(texts[entry.lesson].get(entry.misconception, ""), entry) for entry in met]
    return [Belief(text, entry) for text, entry in named if text]
