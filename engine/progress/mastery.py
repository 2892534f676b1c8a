"""How well a learner knows a lesson, and which misconceptions are behind, from the attempts alone."""

from collections.abc import Collection, Iterable, Sequence
from typing import Literal

from msgspec import Struct

from torchquiz.engine.progress.database import Database
from torchquiz.engine.progress.store import Attempt


class Mastery(Struct, frozen=True):
    """Where a learner stands in a lesson. An item counts by its latest first try; a hint does not spoil it."""

    right: tuple[str, ...]
    wrong: tuple[str, ...]
    unseen: tuple[str, ...]

    @property
    def total(self) -> int:
        """How many items the lesson has."""
        return len(self.right) + len(self.wrong) + len(self.unseen)

    @property
    def share(self) -> float:
        """The part of the items that is known, from 0 to 1."""
        return len(self.right) / self.total if self.total else 0.0


class Known(Struct, frozen=True):
    """Where a learner stands in a lesson, in numbers: what a list of lessons needs."""

    right: int
    wrong: int
    total: int

    @property
    def unseen(self) -> int:
        """How many items were never answered."""
        return self.total - self.right - self.wrong

    @property
    def share(self) -> float:
        """The part of the items that is known, from 0 to 1."""
        return self.right / self.total if self.total else 0.0


class Met(Struct, frozen=True):
    """A misconception that a learner's answers showed."""

    lesson: str
    misconception: str
    times: int
    items: int
    """At how many items."""
    open_items: int
    """At how many of them the latest first try was wrong."""

    @property
    def state(self) -> Literal["overcome", "open"]:
        """Overcome once every item at which it was met has been answered right since."""
        return "open" if self.open_items else "overcome"


def mastery(items: Sequence[str], attempts: Iterable[Attempt]) -> Mastery:
    """Sort a lesson's items by the latest first try at each."""
    latest = {attempt.item: attempt.verdict for attempt in attempts if attempt.try_number == 1}
    return Mastery(
        right=tuple(item for item in items if latest.get(item) == "right"),
        wrong=tuple(item for item in items if latest.get(item) == "wrong"),
        unseen=tuple(item for item in items if item not in latest),
    )


def known(file: Database, totals: dict[str, int]) -> dict[str, Known]:
    """Where a learner stands in each lesson, by one query; `totals` says how many items each has."""
    counts = dict.fromkeys(totals, (0, 0))
    query = (
        "select lesson, sum(verdict = 'right'), sum(verdict = 'wrong') from card group by lesson"
    )
    counts |= {
        lesson: (right, wrong) for lesson, right, wrong in file.read(query) if lesson in totals
    }
    return {lesson: _within(*found, totals[lesson]) for lesson, found in counts.items()}


def _within(right: int, wrong: int, total: int) -> Known:
    """Never more than the lesson has, though it lost an item that was answered."""
    wrong = min(wrong, total)
    return Known(min(right, total - wrong), wrong, total)


def misconceptions(file: Database, lessons: Collection[str] | None = None) -> list[Met]:
    """The misconceptions that were met, in these lessons or in all: open before overcome, then the most frequent first."""
    rows = file.read(
        "select attempt.lesson, misconception, count(*), count(distinct attempt.item),"
        " count(distinct case when card.verdict = 'wrong' then attempt.item end)"
        " from attempt join card on card.lesson = attempt.lesson and card.item = attempt.item"
        " where misconception <> '' group by attempt.lesson, misconception"
    )
    met = [Met(*row) for row in rows if lessons is None or row[0] in lessons]
    return sorted(
        met,
        key=lambda one: (
            one.state == "overcome",
            -one.open_items,
            -one.times,
            one.lesson,
            one.misconception,
        ),
    )
