"""The focus of a practice session across all lessons, such as a misconception or a level."""

from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec
from msgspec import Struct

from torchquiz.engine.banks.quota import can_be_asked
from torchquiz.engine.grading import form_named
from torchquiz.engine.grading.form import TYPED_CHANCE
from torchquiz.engine.models.decoding import decode
from torchquiz.engine.models.proven import ItemHead, Lesson
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.study.weakness.estimate import Candidate
from torchquiz.engine.study.weakness.records import Answered

GUESSED = 0.25
"""The assumed probability that a guess is right if the learner chooses an option."""
EVERYTHING = "your weak points"

FocusKind = Literal["everything", "misconception", "level", "kind"]


class Focus(Struct, frozen=True):
    """The subject of a session across all lessons, such as a misconception or a level."""

    kind: FocusKind = "everything"
    value: str = ""
    """The name of the misconception, level or kind of item, or an empty string for everything."""

    def concerns(self, misconception: str) -> bool:
        """Return whether practice should cover a misconception."""
        return self.kind != "misconception" or self.value == misconception

    def has(self, head: ItemHead) -> bool:
        """Return whether an item fits the focus."""
        match self.kind:
            case "misconception":
                return self.value in head.misconceptions
            case "level":
                return head.level == self.value
            case "kind":
                return head.kind == self.value
            case _:
                return True


def stored_focus(focus: Focus) -> str:
    """Return the focus of a session as a string, to store it with the session."""
    return msgspec.json.encode(focus).decode()


def read_focus(text: str) -> Focus:
    """Return the focus stored as a string with a session.

    If the string is damaged, return the default focus.
    """
    try:
        return decode(text, Focus)
    except (msgspec.DecodeError, UnicodeError):
        return Focus()


def candidates(
    lessons: Sequence[Lesson], focus: Focus, answers: Sequence[Answered]
) -> list[Candidate]:
    """Return the items that fit a focus and may be asked, in the order of the course."""
    histories = _histories(answers)
    return [
        _candidate(Reference(lesson.id, head.id), head, histories)
        for lesson in lessons
        for head in lesson.items
        if can_be_asked(head.form) and focus.has(head)
    ]


def _candidate(
    item: Reference, head: ItemHead, histories: Mapping[Reference, list[bool]]
) -> Candidate:
    history = histories.get(item, [])
    is_missed = bool(history) and not history[-1]
    since = len(history)
    for number, was_right in enumerate(history, start=1):
        since = len(history) - number if not was_right else since
    return Candidate(item, head.level, chance_of(head), head.misconceptions, is_missed, since)


def chance_of(head: ItemHead) -> float:
    """Return the assumed probability of answering an item correctly by guessing."""
    return TYPED_CHANCE if form_named(head.form).is_typed else GUESSED


def _histories(answers: Sequence[Answered]) -> dict[Reference, list[bool]]:
    histories: dict[Reference, list[bool]] = {}
    for answered in answers:
        histories.setdefault(answered.item, []).append(answered.is_right)
    return histories
