"""Chooses which parts of a lesson to prove: all, or only those that a learner starts with."""

from collections.abc import Collection
from dataclasses import dataclass

from torchquiz.engine.banks.load import Bank
from torchquiz.engine.banks.quota import ASKED, LEAST_TYPED
from torchquiz.engine.kinds import CARD_KINDS
from torchquiz.engine.models.authored import Item
from torchquiz.engine.models.beginning import Beginning
from torchquiz.engine.models.proven import LEVELS
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.proving.estimates import item_estimate

FIRST_ITEMS = 4
"""The number of items with which practice can begin."""
TYPED_KINDS = ("order", "table", "write")
"""The kinds of items whose answers are always typed or put together, never chosen."""
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


def opening(bank: Bank, beginning: Beginning) -> LessonPlan:
    """Return a plan to prove only the parts with which a learner begins an activity.

    They are the introduction, the parts of the chosen activity, and the items that come first in
    it. If the activity has no items of its own, they are those that a beginner practises first.
    """
    activity = beginning.activity
    ways = tuple(name for name in bank.ways if name in ("start", activity))
    if activity == "quiz" and "trace" in bank.ways:
        ways += ("trace",)
    needed = {item for name in ways for _, item in bank.ways[name].items()}
    own = _numbers(bank, needed)
    chosen = _numbers(bank, beginning.items) or _items_of_activity(bank, activity)
    items = dict.fromkeys([*chosen, *own, *([] if chosen else _first_items(bank))])
    drills = tuple(range(len(bank.drills))) if activity == "drill" else ()
    return LessonPlan(tuple(items), ways, drills, is_opening=True)


def _numbers(bank: Bank, items: Collection[str]) -> list[int]:
    """Return the numbers of the items with these ids."""
    return [number for number, (item, _) in enumerate(bank.items) if item.id in items]


def _items_of_activity(bank: Bank, activity: str) -> list[int]:
    """Return the numbers of the items with which some activities begin; of others, none."""
    if activity == "test":
        return _test_items(bank)
    if activity == "review":
        cards = [number for number in _quickest(bank) if _item(bank, number).kind in CARD_KINDS]
        return cards[:FIRST_ITEMS]
    return []


def _test_items(bank: Bank) -> list[int]:
    """Return the numbers of enough items for a test, with typed answers at every level."""
    items: list[int] = []
    for level, count in ASKED.items():
        of_level = [number for number in _quickest(bank) if _item(bank, number).level == level]
        askable = [number for number in of_level if _item(bank, number).kind not in CARD_KINDS]
        typed = [number for number in askable if _is_typed(_item(bank, number))]
        chosen = typed[: LEAST_TYPED // len(ASKED)]
        others = [number for number in askable if number not in typed]
        chosen += [*others, *typed[len(chosen) :]][: count - len(chosen)]
        items += chosen
    return items


def _is_typed(item: Item) -> bool:
    """Return whether an item is probably answered by typing. Only its proof makes it certain."""
    return item.kind in TYPED_KINDS or getattr(item, "entry", "options") == "typed"


def _first_items(bank: Bank) -> list[int]:
    """Return the numbers of the items with which practice begins."""
    return _quickest(bank)[:FIRST_ITEMS]


def _quickest(bank: Bank) -> list[int]:
    """Return the numbers of all items, easiest first.

    Items that take long to prove come last. Items of the same level keep their order in the file.
    """

    def place(number: int) -> tuple[float, int, int]:
        item = _item(bank, number)
        return max(item_estimate(item), LONGEST_S), LEVELS.index(item.level), number

    return sorted(range(len(bank.items)), key=place)


def _item(bank: Bank, number: int) -> Item:
    item, _ = bank.items[number]
    return item
