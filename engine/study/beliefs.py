"""The mistaken beliefs behind a learner's wrong answers, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from torchquiz.engine.progress.mastery import MetMisconception, misconceptions

if TYPE_CHECKING:
    from torchquiz.engine.study.study import Study


@dataclass(frozen=True, slots=True)
class Belief:
    """A misconception in one sentence, and how often it was met."""

    text: str
    met: MetMisconception


def beliefs(study: Study, lesson_id: str | None, at_most: int) -> list[Belief]:
    """Return the beliefs behind the wrong answers in a lesson, or in all.

    Open ones come first, then the most frequent.
    """
    lessons = [lesson_id] if lesson_id else study.lesson_ids
    met = misconceptions(study.store, lessons)[:at_most]
    texts = {lesson: study.lesson(lesson).misconceptions for lesson in _lessons_of(met)}
    named = [(texts[entry.lesson].get(entry.misconception, ""), entry) for entry in met]
    return [Belief(text, entry) for text, entry in named if text]


def _lessons_of(met: list[MetMisconception]) -> set[str]:
    return {entry.lesson for entry in met}
