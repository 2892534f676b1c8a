"""Advice on a lesson: what is true and could be better. A remark is never a failure, for each rule has its exceptions."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from torchquiz.engine.authoring.item_advice import REMARKS, Remark, longest_key, wrong_options
from torchquiz.engine.banks.load import Bank
from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.models.answers import Choose
from torchquiz.engine.models.proven import LEVELS, Item
from torchquiz.engine.yaml.positions import read_source
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

ENOUGH = {"easy": 8, "medium": 10, "hard": 7}
"""Items of each level, from which sittings draw without asking the same ones every time."""
FEW = 6
"""Fewer items than this show no habit."""
SAME_SIDE = 3
"""So many statements that are all true, or all false, are one."""


def declared(path: Path) -> frozenset[str]:
    """The misconceptions that a lesson's file declares; none where it cannot be read, which check tells of the file itself."""
    try:
        values = read_source(path).values
    except BankError:
        return frozenset()
    names = values.get("misconceptions") if isinstance(values, dict) else None
    return frozenset(names) if isinstance(names, dict) else frozenset()


def advise(
    bank: Bank, proven: Mapping[str, Item], declared: Callable[[Path], frozenset[str]] = declared
) -> list[Fault]:
    """Every remark on a lesson, by its place; of items only those that are proven have any.

    Args:
        bank: the lesson.
        proven: its items, by id.
        declared: asked for the misconceptions of each lesson beside it; for many lessons, one that remembers.
    """
    found = [_placed(bank, remark) for remark in _on_lesson(bank, list(proven.values()))]
    found += [_placed(bank, remark) for remark in _declared_again(bank, declared)]
    for item, ground in bank.items:
        if body := proven.get(item.id):
            remarks = [
                replace(one, where=(*ground.where, *one.where))
                for rule in REMARKS
                for one in rule(item, body)
            ]
            found += [replace(_placed(bank, one), item=item.id) for one in remarks]
    return sorted(found)


def _placed(bank: Bank, remark: Remark) -> Fault:
    return bank.source.fault(remark.where, remark.message, remark.remedy, at_key=remark.at_key)


def _on_lesson(bank: Bank, items: list[Item]) -> Iterator[Remark]:
    yield from _keys_longest(items)
    yield from _one_side(bank)
    yield from _levels(bank)
    yield from _misconceptions(bank)


def _keys_longest(items: list[Item]) -> Iterator[Remark]:
    """How often the key is the longest of the options; of four, chance would have it in a quarter."""
    prose = [item for item in items if len(wrong_options(item)) > 1 and _is_prose(item)]
    count = sum(longest_key(item, by=1.0) for item in prose)
    if len(prose) >= FEW and 2 * count > len(prose):
        message = f"in {count} of {len(prose)} items with options in words, the key is the longest."
        yield Remark(
            ("items",), message, "Shorten keys, or say as much in wrong options.", at_key=True
        )


def _is_prose(item: Item) -> bool:
    answer = item.variants[0].answer
    return isinstance(answer, Choose) and all(option.form == "prose" for option in answer.options)


def _one_side(bank: Bank) -> Iterator[Remark]:
    keys = [item.key for item, _ in bank.items if isinstance(getattr(item, "key", None), bool)]  # type: ignore[attr-defined]
    if len(keys) >= SAME_SIDE and len(set(keys)) == 1:
        message = f"all {len(keys)} statements that are true or false are {str(keys[0]).lower()}."
        yield Remark(("items",), message, "Turn some of them round.", at_key=True)


def _levels(bank: Bank) -> Iterator[Remark]:
    """Only a lesson with ways draws from its levels."""
    counts = Counter(item.level for item, _ in bank.items)
    for level in LEVELS if bank.ways else ():
        if counts[level] < ENOUGH[level]:
            message = f"it has {counts[level]} of the {ENOUGH[level]} {level} items that let sittings differ."
            yield Remark(
                ("items",), message, f"Write {ENOUGH[level] - counts[level]} more.", at_key=True
            )


def _misconceptions(bank: Bank) -> Iterator[Remark]:
    """Those of the lesson itself; the ones it shares are for others too."""
    used = Counter(
        name
        for item, _ in bank.items
        for name in {one.misconception for one in getattr(item, "distractors", [])}
    )
    own = bank.lesson.misconceptions
    for name in own:
        if not used[name]:
            remedy = "Let a distractor lead to it, or remove it."
            yield Remark(
                ("misconceptions", name),
                f"no item names the misconception '{name}'.",
                remedy,
                at_key=True,
            )
    if once := [name for name in own if used[name] == 1]:
        message = f"{_counted(once)} named by one item only, so little is learnt of who holds {'them' if once[1:] else 'it'}:"
        yield Remark(
            ("misconceptions",),
            f"{message} {', '.join(once)}.",
            "Let a second item find each of them.",
            at_key=True,
        )


def _declared_again(bank: Bank, declared: Callable[[Path], frozenset[str]]) -> Iterator[Remark]:
    """A name that stands in the shared file as well is a fault, and told where the lesson is loaded."""
    own = bank.lesson.misconceptions
    beside = sorted(bank.path.parent.glob("*.yaml")) if own else []
    others = {
        path.name: declared(path)
        for path in beside
        if path.name not in (bank.path.name, SHARED_MISCONCEPTIONS)
    }
    for name in own:
        if found := [file for file, names in others.items() if name in names]:
            message = f"the misconception '{name}' is declared in {' and '.join(found)} too."
            remedy = f"Declare it once, in {SHARED_MISCONCEPTIONS} beside them; where it means something else, rename one."
            yield Remark(("misconceptions", name), message, remedy, at_key=True)


def _counted(names: list[str]) -> str:
    return f"{len(names)} misconceptions are" if len(names) > 1 else "1 misconception is"
