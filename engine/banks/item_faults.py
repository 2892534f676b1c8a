"""Finds faults in items that are valid on their own but conflict with the rest of their lesson."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from torchquiz.engine.banks.misconceptions import named_misconceptions
from torchquiz.engine.errors import Fault
from torchquiz.engine.models.authored import Item
from torchquiz.engine.models.declared import LessonModel
from torchquiz.engine.yaml.positions import Source, Where
from torchquiz.engine.yaml.recognise import SHARED_MISCONCEPTIONS


def faults_across(
    item: Item,
    where: Where,
    source: Source,
    lesson: LessonModel,
    misconceptions: Mapping[str, str],
    first_lines: dict[str, int],
) -> list[Fault]:
    """Return the faults in an item's id, misconceptions and parameters.

    Args:
        item: the item.
        where: the path of the item in the lesson.
        source: the values of the lesson, with their positions.
        lesson: the lesson.
        misconceptions: all misconceptions that the lesson may use.
        first_lines: the line on which each id is first used. The function adds the id of this item
            to it.
    """
    faults = [
        *_faults_of_id(item, where, source, lesson, first_lines),
        *_unknown_misconceptions(item, where, source, misconceptions),
        *_ambiguous_parameters(where, source),
    ]
    return [replace(fault, item=item.id) for fault in faults]


def _faults_of_id(
    item: Item, where: Where, source: Source, lesson: LessonModel, first_lines: dict[str, int]
) -> Iterator[Fault]:
    where = (*where, "id")
    if item.id in first_lines:
        message = f"this id is already used on line {first_lines[item.id]}."
        yield source.fault(where, message, "Give one of the two items a different id.")
    first_lines.setdefault(item.id, source.spot(where).line)
    if item.id in lesson.retired:
        message = "this id is retired: attempts at an earlier item are stored under it."
        yield source.fault(where, message, "Choose a new id.")


def _unknown_misconceptions(
    item: Item, where: Where, source: Source, misconceptions: Mapping[str, str]
) -> Iterator[Fault]:
    for place, misconception in named_misconceptions(item):
        if misconception not in misconceptions:
            yield source.fault(
                (*where, *place, "misconception"),
                f"the misconception '{misconception}' is not defined.",
                "Define it under the lesson's `misconceptions`, or in"
                f" {SHARED_MISCONCEPTIONS} in the same folder.",
            )


def _ambiguous_parameters(where: Where, source: Source) -> Iterator[Fault]:
    """Yield a fault for each parameter value that YAML 1.1 and YAML 1.2 interpret differently."""
    given = (*where, "given")
    for place, text in source.traps.items():
        if place[: len(given)] == given:
            message = f"`{text}` is read differently by YAML 1.1 and 1.2."
            remedy = "Quote it if it is text; otherwise write true, false or a plain number."
            yield source.fault(place, message, remedy)
