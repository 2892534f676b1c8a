"""Computes how well a learner knows a lesson, and which misconceptions are open."""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from msgspec import Struct

from torchquiz.engine.progress.database import Database
from torchquiz.engine.progress.store import Attempt

MISCONCEPTIONS = """
    select
        attempt.lesson,
        misconception,
        count(*),
        count(distinct attempt.item),
        count(distinct case when card.verdict = 'wrong' then attempt.item end)
    from counted as attempt
    join card on card.lesson = attempt.lesson and card.item = attempt.item
    where misconception <> ''
    group by attempt.lesson, misconception
"""
"""A query that selects the fields of `MetMisconception`, in the same order."""


class Mastery(Struct, frozen=True):
    """The items of a lesson, grouped by the learner's most recent result on the first try.

    Each session has its own first try at an item, and the latest session counts. Answers count the
    same with and without hints.
    """

    right: tuple[str, ...]
    wrong: tuple[str, ...]
    unseen: tuple[str, ...]

    @property
    def total(self) -> int:
        """The number of items in the lesson."""
        return len(self.right) + len(self.wrong) + len(self.unseen)

    @property
    def proportion(self) -> float:
        """The proportion of items answered correctly, from 0 to 1."""
        return len(self.right) / self.total if self.total else 0.0


class KnownItems(Struct, frozen=True):
    """The counts of a `Mastery` without the items themselves, for use in lists of lessons."""

    right: int
    wrong: int
    total: int

    @property
    def unseen(self) -> int:
        """The number of items that were never answered."""
        return self.total - self.right - self.wrong

    @property
    def proportion(self) -> float:
        """The proportion of items answered correctly, from 0 to 1."""
        return self.right / self.total if self.total else 0.0


class MetMisconception(Struct, frozen=True):
    """A misconception that a learner's answers have revealed."""

    lesson: str
    misconception: str
    times: int
    items: int
    """Number of items whose answers revealed the misconception."""
    open_items: int
    """Number of these items whose latest first try was wrong."""

    @property
    def state(self) -> Literal["overcome", "open"]:
        """The state of the misconception.

        It is `open` until every item that revealed it has been answered correctly, and then
        `overcome`.
        """
        return "open" if self.open_items else "overcome"


def mastery(items: Sequence[str], attempts: Iterable[Attempt]) -> Mastery:
    """Group a lesson's items by the learner's most recent result on the first try.

    Each session has its own first try at an item, and the latest session counts.
    """
    latest = {attempt.item: attempt.verdict for attempt in attempts if attempt.try_number == 1}
    return Mastery(
        right=tuple(item for item in items if latest.get(item) == "right"),
        wrong=tuple(item for item in items if latest.get(item) == "wrong"),
        unseen=tuple(item for item in items if item not in latest),
    )


def missed_items(attempts: Sequence[Attempt]) -> tuple[str, ...]:
    """Return the items of one lesson whose most recent first try was wrong, proven or not."""
    answered = list(dict.fromkeys(attempt.item for attempt in attempts))
    return mastery(answered, attempts).wrong


def known(file: Database, totals: dict[str, int]) -> dict[str, KnownItems]:
    """Count the items that the learner knows in each lesson, with a single query.

    Args:
        file: the progress file.
        totals: the number of items in each lesson, by its id.
    """
    query = (
        "select lesson, sum(verdict = 'right'), sum(verdict = 'wrong') from card group by lesson"
    )
    counts = {lesson: (right, wrong) for lesson, right, wrong in file.read(query)}
    return {lesson: _within(*counts.get(lesson, (0, 0)), total) for lesson, total in totals.items()}


def _within(right: int, wrong: int, total: int) -> KnownItems:
    """Limit the counts to the number of items in the lesson, which may have become smaller."""
    wrong = min(wrong, total)
    return KnownItems(min(right, total - wrong), wrong, total)


def misconceptions(
    file: Database, lessons: Collection[str] | None = None
) -> list[MetMisconception]:
    """Return the misconceptions that a learner's answers have revealed.

    If `lessons` is None, those of all lessons are returned. Open misconceptions come before
    overcome ones, and frequent ones before rare ones.
    """
    met = [MetMisconception(*row) for row in file.read(MISCONCEPTIONS)]
    wanted = [entry for entry in met if lessons is None or entry.lesson in lessons]
    return sorted(wanted, key=_urgency)


def _urgency(met: MetMisconception) -> tuple[bool, int, int, str, str]:
    is_overcome = met.state == "overcome"
    return is_overcome, -met.open_items, -met.times, met.lesson, met.misconception
