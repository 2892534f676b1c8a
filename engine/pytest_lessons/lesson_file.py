"""Collects the tests of a lesson file, with names that do not depend on their order."""

from collections import Counter
from collections.abc import Iterator

import pytest

from torchquiz.engine.banks.load import Bank, load_bank
from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.models.authored import Item
from torchquiz.engine.pytest_lessons.lesson_tests import FormTest, ItemTest, LessonTest, WayTest
from torchquiz.engine.pytest_lessons.proof_run import ItemProving, WayProving
from torchquiz.engine.variants.grid import Combination, GridError, combinations
from torchquiz.engine.variants.substitution import written

LESSON = "lesson"
"""The name of the test for faults in the lesson as a whole."""


class LessonFile(pytest.File):
    """A lesson file, with tests of its structure, its items and its activities."""

    def collect(self) -> Iterator[LessonTest]:
        """Yield the tests of the lesson.

        The lesson's structure has one test, each item has one test for each group of its variants,
        and each activity has one test. An item that cannot be parsed gets a test that fails with
        its faults.
        """
        try:
            bank = load_bank(self.path, self._shown_path())
        except BankError as error:
            yield self._test(FormTest, LESSON, faults=error.faults)
            return
        names = _Names()
        of_lesson = [fault for fault in bank.faults if fault.item is None]
        yield self._test(FormTest, names.new(LESSON), faults=of_lesson)
        for item, faults in _faults_by_item(bank).items():
            yield self._test(FormTest, names.new(item), faults=faults)
        yield from self._proofs(bank, names)

    def _proofs(self, bank: Bank, names: "_Names") -> Iterator[LessonTest]:
        provings = {item.id: ItemProving(bank, item, scope) for item, scope in bank.items}
        for proving in provings.values():
            for number, (group, variants) in enumerate(_groups(proving.item).items()):
                yield self._test(
                    ItemTest,
                    names.new(proving.item.id + group),
                    proving=proving,
                    variants=variants,
                    is_first=number == 0,
                )
        for way in bank.ways:
            way_proving = WayProving(bank, way)
            yield self._test(WayTest, names.new(way), way=way_proving, items=provings)

    def _test(self, kind: type[LessonTest], name: str, **given: object) -> LessonTest:
        """Return a test with this name.

        The node id is passed as a string, because pytest 9.2 and later split off the part in
        brackets, both here and when they parse an id. Otherwise `--lf` would not find the test
        again.
        """
        return kind.from_parent(self, name=name, nodeid=f"{self.nodeid}::{name}", **given)

    def _shown_path(self) -> str:
        """Return the path of the file in the way that pytest shows it."""
        try:
            return str(self.path.relative_to(self.config.invocation_params.dir))
        except ValueError:
            return str(self.path)


class _Names:
    """Makes the names of the tests in a file unique."""

    def __init__(self) -> None:
        self._given: Counter[str] = Counter()

    def new(self, name: str) -> str:
        """Return the name, with a number added if another test already has it."""
        self._given[name] += 1
        count = self._given[name]
        return name if count == 1 else f"{name}({count})"


def _faults_by_item(bank: Bank) -> dict[str, list[Fault]]:
    by_item: dict[str, list[Fault]] = {}
    for fault in bank.faults:
        if fault.item is not None:
            by_item.setdefault(fault.item, []).append(fault)
    return by_item


def _groups(item: Item) -> dict[str, list[str]]:
    """Return the names of an item's variants, by group. A group has a name such as `[kernel=3]`.

    A group contains all variants that share the value of the first parameter. An item without
    parameters, or with faulty ones, has one group without a name.
    """
    try:
        all_combinations = combinations(item)
    except GridError:
        return {"": []}
    groups: dict[str, list[str]] = {}
    for combination in all_combinations:
        groups.setdefault(_group(combination), []).append(combination.name)
    return groups


def _group(combination: Combination) -> str:
    for name, value in combination.params.items():
        return f"[{name}={written(value)}]"
    return ""
