"""Finds misconceptions that too few items of all checked lessons use."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from torchquiz.engine.banks.folders import possible_lessons
from torchquiz.engine.banks.load import Bank
from torchquiz.engine.banks.misconceptions import named_misconceptions
from torchquiz.engine.errors import Fault
from torchquiz.engine.wording import counted, listed
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

ENOUGH = 3
"""The number of items from which wrong answers begin to show that a learner has a misconception."""
FEW = 6
"""The minimum number of checked items; among fewer, most misconceptions are used once."""


class User(NamedTuple):
    """An item that uses a misconception, with its lesson."""

    bank: Bank
    item: str

    def __str__(self) -> str:
        return f"{self.bank.lesson.lesson}/{self.item}"


def rare_beliefs(banks: Sequence[Bank]) -> list[Fault]:
    """Return a remark on each lesson with misconceptions that only one or two items use.

    The items of all these lessons are counted together. A misconception that a whole folder shares
    is skipped unless all lessons of the folder are checked, and it is reported in the first lesson
    that uses it. Misconceptions that no item uses are reported elsewhere.
    """
    if sum(len(bank.items) for bank in banks) < FEW:
        return []
    by_lesson: dict[Path, dict[str, list[User]]] = {}
    whole = {bank.path.parent for bank in banks if _is_whole(bank.path.parent, banks)}
    for name, users in _users(banks).items():
        first = users[0].bank
        if len(users) < ENOUGH and (
            name in first.lesson.misconceptions or first.path.parent in whole
        ):
            by_lesson.setdefault(first.path, {})[name] = users
    return [_remark(bank, by_lesson[bank.path]) for bank in banks if bank.path in by_lesson]


def _users(banks: Sequence[Bank]) -> dict[str, list[User]]:
    users: dict[str, list[User]] = {}
    for bank in banks:
        for item, _ in bank.items:
            for name in dict.fromkeys(name for _, name in named_misconceptions(item)):
                users.setdefault(name, []).append(User(bank, item.id))
    return users


def _is_whole(folder: Path, banks: Sequence[Bank]) -> bool:
    """Return whether all lessons of a folder are among those that are checked."""
    checked = {bank.path.name for bank in banks if bank.path.parent == folder}
    beside = {path.name for path in possible_lessons(folder) if path.parent == folder}
    return beside - {SHARED_MISCONCEPTIONS} <= checked


def _remark(bank: Bank, rare: dict[str, list[User]]) -> Fault:
    places = [f"{name} ({listed(list(map(str, users)))})" for name, users in rare.items()]
    are = counted(len(rare), "misconception is", "misconceptions are")
    message = (
        f"{are} used by fewer than {ENOUGH} items of all lessons checked here, which is too few to"
        f" show who holds {'it' if len(rare) == 1 else 'them'}: {', '.join(places)}."
    )
    remedy = "Use each in more items, or replace it by one that other items use."
    where = ("misconceptions",) if bank.lesson.misconceptions else ("items",)
    return bank.source.fault(where, message, remedy, at_key=True)
