"""Suggests improvements to lessons that are already proven.

Remarks are only advice and never faults, since every rule here has exceptions.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec.structs import replace

from torchquiz.engine.authoring.item_advice import REMARKS, longest_key, wrong_options
from torchquiz.engine.authoring.remark import Remark
from torchquiz.engine.authoring.unused_known import unused_known
from torchquiz.engine.banks.load import Bank
from torchquiz.engine.banks.misconceptions import named_misconceptions
from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.models.proven import LEVELS, Item
from torchquiz.engine.wording import counted
from torchquiz.engine.yaml.positions import Where
from torchquiz.engine.yaml.reading import read_source
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

ENOUGH = {"easy": 8, "medium": 10, "hard": 7}
"""The number of items per level from which two sessions rarely draw the same items."""
FEW = 6
"""The minimum number of items before a pattern counts as a habit of the author."""
SAME_SIDE = 3
"""The minimum number of true-or-false items before sharing one answer counts as a habit."""


def declared(path: Path) -> frozenset[str]:
    """Return the misconceptions that a lesson declares, or an empty set if it cannot be read.

    The error itself is reported when that lesson is checked.
    """
    try:
        values = read_source(path).values
    except BankError:
        return frozenset()
    names = values.get("misconceptions") if isinstance(values, dict) else None
    return frozenset(names) if isinstance(names, dict) else frozenset()


def advise(
    bank: Bank, proven: Mapping[str, Item], declared: Callable[[Path], frozenset[str]] = declared
) -> list[Fault]:
    """Return every remark on a lesson, sorted by line.

    Items that are not proven are skipped.

    Args:
        bank: the lesson.
        proven: its proven items, by id.
        declared: a function that returns the misconceptions that a neighbouring lesson declares.
            Pass a cached function when checking many lessons.
    """
    remarks = [*_on_lesson(bank, list(proven.values())), *_declared_again(bank, declared)]
    placed = [_fault_of(bank, remark) for remark in remarks]
    for item, scope in bank.items:
        body = proven.get(item.id)
        if body is None:
            continue
        for rule in REMARKS:
            placed += [_fault_of(bank, remark, scope.where, item.id) for remark in rule(item, body)]
    return sorted(placed)


def _fault_of(bank: Bank, remark: Remark, inside: Where = (), item: str | None = None) -> Fault:
    """Convert a remark to a fault that also gives the line number."""
    where = (*inside, *remark.where)
    fault = bank.source.fault(where, remark.message, remark.remedy, at_key=remark.at_key)
    return replace(fault, item=item)


def _on_lesson(bank: Bank, items: list[Item]) -> Iterator[Remark]:
    yield from _keys_longest(items)
    yield from _one_side(bank)
    yield from _levels(bank)
    yield from _misconceptions(bank)
    yield from _known_figures(bank)


def _keys_longest(items: list[Item]) -> Iterator[Remark]:
    """Yield a remark if the correct option is the longest one in more than half of the items.

    With four options, chance alone would make it the longest in a quarter of the items.
    """
    prose = [item for item in items if len(wrong_options(item)) > 1 and _is_prose(item)]
    count = sum(longest_key(item, by=1.0) for item in prose)
    if len(prose) >= FEW and 2 * count > len(prose):
        message = (
            f"in {count} of {len(prose)} items with prose options, the key is the longest option."
        )
        yield Remark(
            ("items",), message, "Shorten the keys, or lengthen the wrong options.", at_key=True
        )


def _is_prose(item: Item) -> bool:
    options = item.variants[0].answer.options
    return bool(options) and all(option.form == "prose" for option in options)


def _one_side(bank: Bank) -> Iterator[Remark]:
    keys = [item.key for item, _ in bank.items if isinstance(getattr(item, "key", None), bool)]  # type: ignore[attr-defined]
    if len(keys) >= SAME_SIDE and len(set(keys)) == 1:
        message = f"all {len(keys)} true-or-false statements are {str(keys[0]).lower()}."
        remedy = f"Reword some of them so that they are {str(not keys[0]).lower()}."
        yield Remark(("items",), message, remedy, at_key=True)


def _levels(bank: Bank) -> Iterator[Remark]:
    """Yield a remark on each level of difficulty that has too few items.

    A lesson that defines no activities is skipped, since its items are not chosen by level.
    """
    counts = Counter(item.level for item, _ in bank.items)
    for level in LEVELS if bank.ways else ():
        if counts[level] < ENOUGH[level]:
            missing = ENOUGH[level] - counts[level]
            yield Remark(
                ("items",),
                f"the lesson has {counted(counts[level], f'{level} item')}; it needs "
                f"{ENOUGH[level]}, so that practice sessions do not repeat the same items.",
                f"Write {missing} more.",
                at_key=True,
            )


def _known_figures(bank: Bank) -> Iterator[Remark]:
    """Yield a remark on each number or shape in `known` that the lesson's texts never mention."""
    parts = [item for item, _ in bank.items] + list(bank.ways.values())
    texts = (text for part in parts for _, text in part.texts())
    for number, figure in unused_known(bank.lesson.known, texts):
        message = (
            f"the number {figure}, which is listed under `known`, appears nowhere in the lesson."
        )
        yield Remark(("known", number), message, "Remove it from `known`.")


def _misconceptions(bank: Bank) -> Iterator[Remark]:
    """Yield a remark on each of the lesson's misconceptions that no item refers to."""
    used = {name for item, _ in bank.items for _, name in named_misconceptions(item)}
    for name in bank.lesson.misconceptions:
        if name not in used:
            message = f"no item uses the misconception '{name}'."
            remedy = "Use it in a distractor, or remove it."
            yield Remark(("misconceptions", name), message, remedy, at_key=True)


def _declared_again(bank: Bank, declared: Callable[[Path], frozenset[str]]) -> Iterator[Remark]:
    """Yield remarks on misconceptions that other lessons in the same folder declare as well.

    If the shared file also declares a misconception, that is a fault, reported when the lesson is
    loaded.
    """
    own = bank.lesson.misconceptions
    beside = sorted(bank.path.parent.glob("*.yaml")) if own else []
    not_beside = (bank.path.name, SHARED_MISCONCEPTIONS)
    others = {path.name: declared(path) for path in beside if path.name not in not_beside}
    for name in own:
        files = [file for file, names in others.items() if name in names]
        if files:
            yield Remark(
                ("misconceptions", name),
                f"the misconception '{name}' is also declared in {' and '.join(files)}.",
                f"Declare it once, in {SHARED_MISCONCEPTIONS} in the same folder;"
                " if the two differ in meaning, rename one.",
                at_key=True,
            )
