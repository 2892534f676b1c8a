"""Chooses which parts of a lesson to prove: all, or only those that a learner starts with."""

from dataclasses import dataclass

from torchquiz.engine.banks.load import Bank
from torchquiz.engine.models.proven import LEVELS
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.proving.estimates import item_estimate

FIRST_ITEMS = 4
"""The number of items with which practice can begin."""
LONGEST_S = 0.7
"""The estimated seconds that the proof of one of the first items should take at most."""


@dataclass(frozen=True, slots=True)
class LessonPlan:
    """The parts of a lesson that are to be proven."""

    items: tuple[int, ...]
    """Numbers of items in the lesson."""
    ways: tuple[WayName, ...]
    drills: tuple[int, ...]
    """Numbers of drills in the lesson."""
    is_opening: bool = False
    """Whether other parts are proven later."""


def whole_lesson(bank: Bank) -> LessonPlan:
    """Return a plan to prove all parts of a lesson."""
    numbers = tuple(range(len(bank.items))), tuple(range(len(bank.drills)))
    return LessonPlan(numbers[0], tuple(bank.ways), numbers[1])


def opening(bank: Bank, activity: str) -> LessonPlan:
    """Return a plan to prove only the parts with which a learner begins an activity.

    They are the items that a beginner is asked first in practice, the introduction, and the parts
    of the chosen activity.
    """
    ways = tuple(name for name in bank.ways if name in ("start", activity))
    if activity == "quiz" and "trace" in bank.ways:
        ways += ("trace",)
    needed = {item for name in ways for _, item in bank.ways[name].items()}
    own = [number for number, (item, _) in enumerate(bank.items) if item.id in needed]
    items = dict.fromkeys([*own, *_first_items(bank)])
    drills = tuple(range(len(bank.drills))) if activity == "drill" else ()
    return LessonPlan(tuple(items), ways, drills, is_opening=True)


def _first_items(bank: Bank) -> list[int]:
    """Return the indices of the items with which practice begins, easiest first.

    Items that take long to prove come last. Items of the same level keep their order in the file.
    """

    def place(number: int) -> tuple[float, int, int]:
        item, _ = bank.items[number]
        seconds = item_estimate(item)
        return max(seconds, LONGEST_S), LEVELS.index(item.level), number

    return sorted(range(len(bank.items)), key=place)[:FIRST_ITEMS]
