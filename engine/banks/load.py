"""Loads a lesson's file: its items by kind, its ways, and what is wrong with its form.

An item that is faulty in form is left out and told; the others can still be proven.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from torchquiz.engine.banks.wording import faults_of
from torchquiz.engine.errors import BankError, Fault
from torchquiz.engine.kinds import KINDS
from torchquiz.engine.models.authored import Item, WayModel
from torchquiz.engine.models.declared import DECLARED, WAY_FIELDS, LessonModel
from torchquiz.engine.models.ways import WayName
from torchquiz.engine.proof.context import Ground
from torchquiz.engine.sandbox.job import Block
from torchquiz.engine.yaml.positions import Source, Where, read_source
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS

ModelType = TypeVar("ModelType", bound=BaseModel)


@dataclass(slots=True)
class Bank:
    """A lesson's file, read."""

    path: Path
    source: Source
    lesson: LessonModel
    items: list[tuple[Item, Ground]] = field(default_factory=list)
    ways: dict[WayName, WayModel] = field(default_factory=dict)
    misconceptions: dict[str, str] = field(default_factory=dict)
    """Name and belief, the lesson's own and those of its folder."""
    faults: list[Fault] = field(default_factory=list)


def load_bank(path: Path, name: str | None = None) -> Bank:
    """Load a lesson; `name` is what the file is called in faults.

    Raises:
        BankError: the file is no lesson at all. What is wrong within a lesson stands in the bank's `faults`.
    """
    source = read_source(path, name)
    if not isinstance(source.values, dict):
        raise BankError(
            [
                source.fault(
                    (),
                    "a lesson is a mapping: it begins with 'lesson:'.",
                    "quizzes/README.md shows a whole one.",
                )
            ]
        )
    faults: list[Fault] = []
    lesson = _model(LessonModel, source, (), faults)
    if lesson is None:
        raise BankError(faults + _faults_of_items(source))
    bank = Bank(path, source, lesson, faults=faults)
    bank.misconceptions = _misconceptions(bank)
    _load_items(bank)
    _load_ways(bank)
    bank.faults.sort()
    return bank


def _faults_of_items(source: Source) -> list[Fault]:
    """So that a file whose head is faulty is still told of all its items."""
    faults: list[Fault] = []
    items = source.values.get("items")
    for number, plain in enumerate(items if isinstance(items, list) else []):
        _item(source, ("items", number), plain, faults)
    return faults


def _load_items(bank: Bank) -> None:
    seen: dict[str, int] = {}
    sources = bank.source.parts(("items",))
    for number, plain in enumerate(bank.lesson.items):
        where: Where = ("items", number)
        item = _item(bank.source, where, plain, bank.faults)
        if item is None:
            continue
        own = _own_faults(bank, item, where, seen)
        bank.faults += own
        if not own:
            bank.items.append((item, _ground(bank, sources[number], item, where)))
    if not bank.lesson.items:
        bank.faults.append(
            bank.source.fault(
                ("items",), "the lesson has no items.", "Add one; quizzes/README.md shows how."
            )
        )


def _item(source: Source, where: Where, plain: Any, faults: list[Fault]) -> Item | None:
    kind = plain.get("kind") if isinstance(plain, dict) else None
    if not isinstance(kind, str) or kind not in KINDS:
        kinds = ", ".join(KINDS)
        if not isinstance(plain, dict):
            fault = source.fault(
                where,
                "an item must be a mapping (lines of 'name: value').",
                "quizzes/README.md shows one.",
            )
        elif kind is None:
            fault = source.fault(where, "'kind' is missing.", f"Add one of {kinds}.")
        else:
            fault = source.fault(
                (*where, "kind"), f"there is no kind '{kind}'.", f"Choose one of {kinds}."
            )
        faults.append(_of_item(fault, plain))
        return None
    own: list[Fault] = []
    item = _model(KINDS[kind].model, source, where, own)
    faults += [_of_item(fault, plain) for fault in own]
    return item


def _of_item(fault: Fault, plain: Any) -> Fault:
    name = plain.get("id") if isinstance(plain, dict) else None
    return Fault(
        fault.path,
        fault.line,
        fault.column,
        fault.message,
        fault.remedy,
        str(name) if name else None,
    )


def _model(
    model: type[ModelType], source: Source, where: Where, faults: list[Fault]
) -> ModelType | None:
    plain = source.values
    for part in where:
        plain = plain[part]
    try:
        return model.model_validate(plain)
    except ValidationError as error:
        faults += faults_of(error, source, where, _fields(model))
        return None


def _fields(model: type[BaseModel]) -> list[str]:
    """The keys of a model and, for those within it, of all models: good enough to suggest the one that was meant."""
    if issubclass(model, WayModel):
        return list(dict.fromkeys([*model.model_fields, *WAY_FIELDS]))
    own = [field.alias or name for name, field in model.model_fields.items()]
    return list(
        dict.fromkeys([*own, *(name for kind in KINDS.values() for name in _inner(kind.model))])
    )


def _inner(model: type[BaseModel]) -> list[str]:
    return [
        *model.model_fields,
        "text",
        "fix",
        "value",
        "instead",
        "code",
        "raises",
        "holds",
        "source",
        "says",
        "cells",
        "ask",
        "show",
        "row",
        "column",
        "order",
        "misconception",
        "because",
    ]


def _own_faults(bank: Bank, item: Item, where: Where, seen: dict[str, int]) -> list[Fault]:
    """What is wrong with an item that is well-formed: ids, misconceptions, values that YAML's versions read differently."""
    source, faults = bank.source, []
    line = source.spot((*where, "id")).line
    if item.id in seen:
        message = f"the id stands here a second time; the first is in line {seen[item.id]}."
        faults.append(source.fault((*where, "id"), message, "Give one of them another id."))
    if item.id in bank.lesson.retired:
        faults.append(
            source.fault(
                (*where, "id"),
                "the id is retired; attempts are stored under it.",
                "Choose a new id.",
            )
        )
    seen.setdefault(item.id, line)
    for number, distractor in enumerate(getattr(item, "distractors", [])):
        if distractor.misconception not in bank.misconceptions:
            message = f"there is no misconception '{distractor.misconception}'."
            remedy = f"Name it under the lesson's 'misconceptions:', or in {SHARED_MISCONCEPTIONS} beside it."
            faults.append(
                source.fault((*where, "distractors", number, "misconception"), message, remedy)
            )
    given = (*where, "given")
    for place, text in source.traps.items():
        if place[: len(given)] == given:
            message = f"`{text}` is read differently by YAML 1.1 and 1.2."
            faults.append(
                source.fault(
                    place,
                    message,
                    "Quote it if it is a text; else write true, false or a plain number.",
                )
            )
    return [
        Fault(one.path, one.line, one.column, one.message, one.remedy, item.id) for one in faults
    ]


def _misconceptions(bank: Bank) -> dict[str, str]:
    """Those of the lesson and those shared by the folder; a name may stand in one of the two."""
    own = bank.lesson.misconceptions
    path = bank.path.with_name(SHARED_MISCONCEPTIONS)
    if not path.is_file():
        return dict(own)
    name = str(Path(bank.source.path).with_name(SHARED_MISCONCEPTIONS))
    source = read_source(path, name)
    shared = source.values
    if not isinstance(shared, dict) or not all(isinstance(text, str) for text in shared.values()):
        raise BankError(
            [
                source.fault(
                    (),
                    "shared misconceptions are lines of 'name: belief'.",
                    "Write the beliefs as texts.",
                )
            ]
        )
    for twice in own.keys() & shared.keys():
        message = f"the misconception '{twice}' stands in {name} already."
        bank.faults.append(
            bank.source.fault(
                ("misconceptions", twice), message, "Remove one of the two.", at_key=True
            )
        )
    return shared | own


def _ground(bank: Bank, source: Source, item: Item, where: Where) -> Ground:
    setups = (
        (code, bank.source.spot(place).text_line)
        for code, place in _setups(bank.lesson, item, where)
    )
    return Ground(
        source,
        where,
        tuple(Block(code, source.path, line, "setup") for code, line in setups),
        bank.misconceptions,
    )


def _setups(lesson: LessonModel, item: Item, where: Where) -> Iterator[tuple[str, Where]]:
    """An item's own setup replaces the lesson's; but a step of a project adds its own to what its project sets up."""
    shared = _project_setup(lesson, item.id)
    if item.setup is None or shared is not None:
        yield lesson.setup, ("setup",)
    if shared is not None:
        yield shared, ("project", "setup")
    if item.setup is not None:
        yield item.setup, (*where, "setup")


def _project_setup(lesson: LessonModel, item: str) -> str | None:
    """What the project sets up for its steps, read as it stands: what else is wrong with a project is no fault of its steps."""
    project = lesson.project if isinstance(lesson.project, dict) else {}
    setup, steps = project.get("setup"), project.get("steps")
    return setup if isinstance(setup, str) and isinstance(steps, list) and item in steps else None


def _load_ways(bank: Bank) -> None:
    ids = [item.get("id") for item in bank.lesson.items if isinstance(item, dict)]
    for name in bank.lesson.declared():
        way = _model(DECLARED[name], bank.source, (name,), bank.faults)
        if way is None:
            continue
        bank.ways[name] = way
        seen: set[str] = set()
        for where, item in way.items():
            if item not in ids:
                message, remedy = f"there is no item '{item}'.", "Name items of this lesson."
                bank.faults.append(bank.source.fault((name, *where), message, remedy))
            elif item in seen:
                message, remedy = f"'{item}' is asked twice here.", "Name another item, or none."
                bank.faults.append(bank.source.fault((name, *where), message, remedy))
            seen.add(item)
