"""Records what a learner's answers say about each misconception, across all lessons.

A misconception is overcome when three different items that can reveal it have been answered
correctly since it was last revealed. At least one of these answers must have been given three or
more days after that.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.reference import Reference
from torchquiz.engine.progress.database import Database
from torchquiz.engine.study.weakness.estimate import PRIOR, held_after

TO_OVERCOME = 3
"""The number of different items to answer correctly before a misconception may be overcome."""
CHECK_AFTER = timedelta(days=3)
"""The time after which a correct answer shows that a misconception has not come back."""

STILL_OPEN = 0.6
"""Minimum need for another answer about a misconception that was revealed and is still open."""
ANSWERED = 0.3
"""Factor by which the need is reduced for an item that was already answered correctly."""

State = Literal["open", "unchecked", "overcome"]


class Answered(Struct, frozen=True):
    """A first try at an item, reduced to what matters for misconceptions."""

    item: Reference
    is_right: bool
    misconception: str
    """The misconception that the answer revealed, or an empty string if there is none."""
    at: datetime


class MisconceptionRecord(Struct, frozen=True):
    """A misconception, with the evidence for and against it from the learner's answers."""

    name: str
    text: str
    items: tuple[Reference, ...]
    """The items of all lessons that can reveal it."""
    times: int = 0
    """Number of answers that revealed it."""
    last_met: datetime | None = None
    """The time of the latest answer that revealed it, or None if there is none."""
    right_since: tuple[Reference, ...] = ()
    """The items that can reveal it and that were answered correctly after `last_met`."""
    last_right: datetime | None = None
    """The time of the latest such correct answer, or None if there is none."""
    held: float = PRIOR
    """The probability that the learner holds the misconception now."""

    @property
    def needed(self) -> int:
        """The number of items to answer correctly before the misconception can be overcome."""
        return min(TO_OVERCOME, len(self.items))

    @property
    def state(self) -> State:
        """The state of the misconception: open, unchecked or overcome.

        It is meaningful only if the misconception has been revealed at least once.
        """
        if len(self.right_since) < self.needed or self.last_met is None:
            return "open"
        is_checked = self.last_right and self.last_right >= self.last_met + CHECK_AFTER
        return "overcome" if is_checked else "unchecked"

    def doubt(self, item: Reference) -> float:
        """Return how much an answer to an item is needed, from 0 to 1.

        The result is based on the probability that the learner holds the misconception. It is lower
        if the item has been answered correctly since the misconception was last revealed. For any
        other item, it is raised while the misconception is open.
        """
        if item in self.right_since:
            return self.held * ANSWERED
        is_open = self.last_met is not None and self.state == "open"
        return max(self.held, STILL_OPEN) if is_open else self.held

    def is_check_due(self, now: datetime) -> bool:
        """Return whether it is time to check if the misconception has come back."""
        if self.state != "unchecked" or self.last_met is None:
            return False
        return now >= self.last_met + CHECK_AFTER

    def after(self, answered: Answered) -> "MisconceptionRecord":
        """Return an updated record that takes an answer into account."""
        held = held_after(self.held, answered.is_right, answered.misconception == self.name)
        if answered.misconception == self.name:
            return MisconceptionRecord(
                self.name, self.text, self.items, self.times + 1, answered.at, held=held
            )
        if not answered.is_right:
            return _replaced(self, held=held)
        right = tuple(dict.fromkeys((*self.right_since, answered.item)))
        return _replaced(self, right_since=right, last_right=answered.at, held=held)


def _replaced(record: MisconceptionRecord, **changes: object) -> MisconceptionRecord:
    from msgspec.structs import replace

    return replace(record, **changes)


def records(
    lessons: Sequence[Lesson], answers: Iterable[Answered]
) -> dict[str, MisconceptionRecord]:
    """Return a record for each misconception that the items of these lessons can reveal.

    Args:
        lessons: the proven lessons.
        answers: the first tries, oldest first.
    """
    by_name = {record.name: record for record in _unmet(lessons)}
    names = names_by_item(lessons)
    for answered in answers:
        possible = names.get(answered.item, ())
        for name in dict.fromkeys((*possible, answered.misconception)):
            if name in by_name:
                by_name[name] = by_name[name].after(answered)
    return by_name


def names_by_item(lessons: Sequence[Lesson]) -> Mapping[Reference, tuple[str, ...]]:
    """Return the names of the misconceptions that each item can reveal."""
    return {
        Reference(lesson.id, head.id): head.misconceptions
        for lesson in lessons
        for head in lesson.items
    }


def read_answers(file: Database) -> list[Answered]:
    """Return the first tries at all items, oldest first."""
    rows = file.read(
        "select lesson, item, verdict, misconception, at from counted where try = 1 order by id"
    )
    return [
        Answered(
            Reference(lesson, item),
            verdict == "right",
            misconception,
            datetime.fromisoformat(at),
        )
        for lesson, item, verdict, misconception, at in rows
    ]


def _unmet(lessons: Sequence[Lesson]) -> Iterable[MisconceptionRecord]:
    items: dict[str, list[Reference]] = {}
    texts: dict[str, str] = {}
    for lesson in lessons:
        for head in lesson.items:
            for name in head.misconceptions:
                items.setdefault(name, []).append(Reference(lesson.id, head.id))
                texts.setdefault(name, lesson.misconceptions.get(name, ""))
    return [MisconceptionRecord(name, texts[name], tuple(own)) for name, own in items.items()]
