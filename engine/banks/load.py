"""Loads a lesson file with its items and activities, and collects its faults.

Malformed items are reported and left out. The others can still be proven.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from torchquiz.engine.banks.item_faults import faults_across
from torchquiz.engine.banks.lesson_source import source_blocks
from torchquiz.engine.banks.misconceptions import all_misconceptions, named_misconceptions
from torchquiz.engine.banks.validate import validate_item, validate_part
from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.models.authored import Item, WayModel
from torchquiz.engine.models.declared import DECLARED, LessonModel
from torchquiz.engine.models.declared_drills import DrillModel
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.proof.context import Scope
from torchquiz.engine.proof.item_context import ItemScope
from torchquiz.engine.sandbox.job import Block
from torchquiz.engine.yaml.positions import Source, Where
from torchquiz.engine.yaml.reading import read_source


@dataclass(slots=True)
class Bank:
    """The contents of a lesson file."""

    path: Path
    source: Source
    lesson: LessonModel
    items: list[tuple[Item, ItemScope]] = field(default_factory=list)
    ways: dict[WayName, WayModel] = field(default_factory=dict)
    model_source: tuple[Block, ...] = ()
    """The code of the lesson's `source`, which runs before every setup."""
    drills: list[tuple[DrillModel, Scope]] = field(default_factory=list)
    misconceptions: dict[str, str] = field(default_factory=dict)
    """The misconceptions declared by the lesson and by its folder: a belief for each name."""
    faults: list[Fault] = field(default_factory=list)


def load_bank(path: Path, name: str | None = None) -> Bank:
    """Load a lesson from a file. Faults refer to the file as `name`.

    Raises:
        BankError: the file is not a lesson at all. Faults inside a lesson do not raise an error;
            they are in the `faults` of the result.
    """
    source = read_source(path, name)
    if not isinstance(source.values, dict):
        message = "a lesson must be a mapping that begins with `lesson:`."
        raise BankError([source.fault((), message, "`torchquiz guide` shows an example.")])
    faults: list[Fault] = []
    lesson = validate_part(LessonModel, source, (), faults)
    if lesson is None:
        # The items are validated anyway, so that all faults are reported at once.
        raise BankError(faults + _faults_of_items(source))
    bank = Bank(path, source, lesson, faults=faults)
    bank.misconceptions = all_misconceptions(path, source, lesson.misconceptions, faults)
    bank.model_source = source_blocks(path, source, lesson.source)
    _load_items(bank)
    _load_ways(bank)
    _load_drills(bank)
    bank.faults.sort()
    return bank


def _faults_of_items(source: Source) -> list[Fault]:
    faults: list[Fault] = []
    items = source.values.get("items")
    for number, plain in enumerate(items if isinstance(items, list) else []):
        validate_item(source, ("items", number), plain, faults)
    return faults


def _load_items(bank: Bank) -> None:
    source, lesson = bank.source, bank.lesson
    first_lines: dict[str, int] = {}
    sources = source.parts(("items",))
    for number, plain in enumerate(lesson.items):
        where: Where = ("items", number)
        item = validate_item(source, where, plain, bank.faults)
        if item is None:
            continue
        faults = faults_across(item, where, source, lesson, bank.misconceptions, first_lines)
        bank.faults += faults
        if not faults:
            bank.items.append((item, _scope(bank, sources[number], item, where)))
    if not lesson.items:
        message, remedy = "the lesson has no items.", "Add one; `torchquiz guide` shows how."
        bank.faults.append(source.fault(("items",), message, remedy))


def _scope(bank: Bank, source: Source, item: Item, where: Where) -> ItemScope:
    blocks = tuple(
        Block(code, source.path, bank.source.spot(place).text_line, "setup")
        for code, place in _setups(bank.lesson, item, where)
    )
    setups = (*bank.model_source, *blocks)
    known = (*bank.lesson.known, *item.known)
    beliefs = {name: bank.misconceptions[name] for _, name in named_misconceptions(item)}
    return ItemScope(source, where, setups, item.id, known, beliefs)


def _setups(lesson: LessonModel, item: Item, where: Where) -> Iterator[tuple[str, Where]]:
    """Yield each piece of code that runs before an item's snippet, with the path of its field.

    The pieces are in the order in which they run. An item's own setup replaces that of the lesson.
    In a step of a project, however, the setups of the lesson, the project and the item all run.
    """
    shared = _project_setup(lesson, item.id)
    if item.setup is None or shared is not None:
        yield lesson.setup, ("setup",)
    if shared is not None:
        yield shared, ("project", "setup")
    if item.setup is not None:
        yield item.setup, (*where, "setup")


def _project_setup(lesson: LessonModel, item: str) -> str | None:
    """Return the setup of the lesson's project if the item is one of the project's steps.

    Return None for any other item. The project has not been validated yet, and its faults must not
    count as faults of its steps.
    """
    project = lesson.project if isinstance(lesson.project, dict) else {}
    setup, steps = project.get("setup"), project.get("steps")
    is_step = isinstance(steps, list) and item in steps
    return setup if isinstance(setup, str) and is_step else None


def _load_ways(bank: Bank) -> None:
    ids = [item.get("id") for item in bank.lesson.items if isinstance(item, dict)]
    for name in bank.lesson.declared():
        way = validate_part(DECLARED[name], bank.source, (name,), bank.faults)
        if way is not None:
            bank.ways[name] = way
            bank.faults += _faults_of_asked_items(bank.source, name, way, ids)


def _load_drills(bank: Bank) -> None:
    source, first_lines = bank.source, dict[str, int]()
    line = source.spot(("setup",)).text_line
    setup = Block(bank.lesson.setup, source.path, line, "setup")
    for number in range(len(bank.lesson.drills)):
        where: Where = ("drills", number)
        drill = validate_part(DrillModel, source, where, bank.faults)
        if drill is None:
            continue
        if drill.id in first_lines:
            message = f"this id is already used on line {first_lines[drill.id]}."
            remedy = "Give one of the two drills a different id."
            bank.faults.append(source.fault((*where, "id"), message, remedy))
            continue
        first_lines[drill.id] = source.spot((*where, "id")).line
        bank.drills.append((drill, Scope(source, where, (setup,))))


def _faults_of_asked_items(
    source: Source, name: WayName, way: WayModel, ids: list[object]
) -> Iterator[Fault]:
    """Yield a fault for each item that an activity lists twice or that does not exist."""
    seen: set[str] = set()
    for where, item in way.items():
        if item not in ids:
            message, remedy = (
                f"no item has the id '{item}'.",
                "Use the id of an item in this lesson.",
            )
            yield source.fault((name, *where), message, remedy)
        elif item in seen:
            message, remedy = f"'{item}' is listed twice.", "Remove it, or name another item."
            yield source.fault((name, *where), message, remedy)
        seen.add(item)
