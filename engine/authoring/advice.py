"""Advice on a lesson: what is true and could be better.

A remark is never a failure, since each rule has its exceptions.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from torchquiz.engine.authoring.item_advice import REMARKS, Remark, longest_key, wrong_options
from torchquiz.engine.banks.load import Bank
from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.models.proven import LEVELS, Item
from torchquiz.engine.wording import counted
from torchquiz.engine.yaml.positions import Where
from torchquiz.engine.yaml.reading import read_source
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

ENOUGH = {"easy": 8, "medium": 10, "hard": 7}
"""Items of each level from which sessions can draw without repeating themselves every time."""
FEW = 6
"""Fewer items than this show no habit."""
SAME_SIDE = 3
"""Statements that show a habit when they are all true, or all false."""


def declared(path: Path) -> frozenset[str]:
    """Return the misconceptions that a lesson's file declares; none if it cannot be read.

    Why it cannot be read is reported when the file itself is checked.
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
    """Return every remark on a lesson in the order of its lines; only proven items have any.

    Args:
        bank: the lesson.
        proven: its items, by id.
        declared: returns the misconceptions of a lesson beside it. Where many lessons are looked
            at, one that remembers them.
    """
    remarks = [*_on_lesson(bank, list(proven.values())), *_declared_again(bank, declared)]
    placed = [_placed(bank, remark) for remark in remarks]
    for item, ground in bank.items:
        body = proven.get(item.id)
        if body is None:
            continue
        for rule in REMARKS:
            placed += [_placed(bank, remark, ground.where, item.id) for remark in rule(item, body)]
    return sorted(placed)


def _placed(bank: Bank, remark: Remark, inside: Where = (), item: str | None = None) -> Fault:
    """Return a remark with its line; `inside` is where the item stands that it is about."""
    where = (*inside, *remark.where)
    fault = bank.source.fault(where, remark.message, remark.remedy, at_key=remark.at_key)
    return replace(fault, item=item)


def _on_lesson(bank: Bank, items: list[Item]) -> Iterator[Remark]:
    yield from _keys_longest(items)
    yield from _one_side(bank)
    yield from _levels(bank)
    yield from _misconceptions(bank)


def _keys_longest(items: list[Item]) -> Iterator[Remark]:
    """Remark on keys that are the longest option; of four options, a quarter would be chance."""
    prose = [item for item in items if len(wrong_options(item)) > 1 and _is_prose(item)]
    count = sum(longest_key(item, by=1.0) for item in prose)
    if len(prose) >= FEW and 2 * count > len(prose):
        message = f"in {count} of {len(prose)} items with options in words, the key is the longest."
        yield Remark(
            ("items",), message, "Shorten keys, or say as much in wrong options.", at_key=True
        )


def _is_prose(item: Item) -> bool:
    options = item.variants[0].answer.options
    return bool(options) and all(option.form == "prose" for option in options)


def _one_side(bank: Bank) -> Iterator[Remark]:
    keys = [item.key for item, _ in bank.items if isinstance(getattr(item, "key", None), bool)]  # type: ignore[attr-defined]
    if len(keys) >= SAME_SIDE and len(set(keys)) == 1:
        message = f"all {len(keys)} statements that are true or false are {str(keys[0]).lower()}."
        yield Remark(("items",), message, "Turn some of them round.", at_key=True)


def _levels(bank: Bank) -> Iterator[Remark]:
    """Remark on levels with few items; only a lesson with ways draws from its levels."""
    counts = Counter(item.level for item, _ in bank.items)
    for level in LEVELS if bank.ways else ():
        if counts[level] < ENOUGH[level]:
            missing = ENOUGH[level] - counts[level]
            yield Remark(
                ("items",),
                f"it has {counts[level]} of the {ENOUGH[level]} {level} items"
                " that let sittings differ.",
                f"Write {missing} more.",
                at_key=True,
            )


def _misconceptions(bank: Bank) -> Iterator[Remark]:
    """Remark on the lesson's own misconceptions; those that it shares are for others too."""
    uses: Counter[str] = Counter()
    for item, _ in bank.items:
        distractors = getattr(item, "distractors", [])
        uses.update({distractor.misconception for distractor in distractors})
    for name in bank.lesson.misconceptions:
        if not uses[name]:
            message = f"no item names the misconception '{name}'."
            remedy = "Let a distractor lead to it, or remove it."
            yield Remark(("misconceptions", name), message, remedy, at_key=True)
    once = [name for name in bank.lesson.misconceptions if uses[name] == 1]
    if once:
        are = counted(len(once), "misconception is", "misconceptions are")
        them = "them" if len(once) > 1 else "it"
        yield Remark(
            ("misconceptions",),
            f"{are} named by one item only, so little is learnt of who holds {them}:"
            f" {', '.join(once)}.",
            "Let a second item find each of them.",
            at_key=True,
        )


def _declared_again(bank: Bank, declared: Callable[[Path], frozenset[str]]) -> Iterator[Remark]:
    """Remark on misconceptions that lessons beside this one declare too.

    A name that is in the shared file as well is a fault, which is reported when a lesson is loaded.
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
                f"the misconception '{name}' is declared in {' and '.join(files)} too.",
                f"Declare it once, in {SHARED_MISCONCEPTIONS} beside them;"
                " where it means something else, rename one.",
                at_key=True,
            )
