"""Validates parts of a lesson against their models, and reports the faults."""

from typing import Any, TypeVar

from msgspec.structs import replace
from pydantic import BaseModel, ValidationError

from torchquiz.engine.banks.wording import faults_of
from torchquiz.engine.errors import Fault
from torchquiz.engine.kinds import KINDS
from torchquiz.engine.models.authored import Item, RuleModel, WayModel
from torchquiz.engine.models.declared import WAY_FIELDS
from torchquiz.engine.models.declared_drills import DrillModel, DrillQuestionModel
from torchquiz.engine.yaml.positions import Source, Where

ModelType = TypeVar("ModelType", bound=BaseModel)

INNER_FIELDS = (
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
    *RuleModel.model_fields,
)
"""The YAML keys inside the parts of items, such as options, checks, rows, lines and rules."""


def validate_part(
    model: type[ModelType], source: Source, where: Where, faults: list[Fault]
) -> ModelType | None:
    """Validate the value at `where`, and return it as an instance of `model`.

    If the value is not valid, its faults are added to `faults` and the result is None.
    """
    plain = source.values
    for part in where:
        plain = plain[part]
    try:
        return model.model_validate(plain)
    except ValidationError as error:
        faults += faults_of(error, source, where, _known_keys(model))
        return None


def validate_item(source: Source, where: Where, plain: Any, faults: list[Fault]) -> Item | None:
    """Validate an item with the model of its kind, and return it, or None if it is not valid.

    Args:
        source: the values of the lesson, with their positions.
        where: the path of the item in the lesson.
        plain: the values of the item as plain data.
        faults: a list to which the faults of the item are added.
    """
    id = plain.get("id") if isinstance(plain, dict) else None
    own_faults: list[Fault] = []
    item = _item(source, where, plain, own_faults)
    faults += [replace(fault, item=str(id) if id else None) for fault in own_faults]
    return item


def _item(source: Source, where: Where, plain: Any, faults: list[Fault]) -> Item | None:
    if not isinstance(plain, dict):
        message = "an item must be a mapping, with lines such as `name: value`."
        faults.append(source.fault(where, message, "`torchquiz guide` shows an example."))
        return None
    kind, kinds = plain.get("kind"), ", ".join(KINDS)
    if kind is None:
        faults.append(source.fault(where, "`kind` is missing.", f"Add one of {kinds}."))
        return None
    if not isinstance(kind, str) or kind not in KINDS:
        message = f"unknown kind '{kind}'."
        faults.append(source.fault((*where, "kind"), message, f"Choose one of {kinds}."))
        return None
    return validate_part(KINDS[kind].model, source, where, faults)


def _known_keys(model: type[BaseModel]) -> list[str]:
    """Return the keys to suggest in place of an unknown key in a model or its parts.

    These are the keys of the model and of all items. Some of them are not valid in this position,
    but only keys similar to the unknown one are suggested.
    """
    if issubclass(model, WayModel):
        return list(dict.fromkeys([*model.model_fields, *WAY_FIELDS]))
    if issubclass(model, DrillModel):
        return [*model.model_fields, *DrillQuestionModel.model_fields]
    keys = [field.alias or name for name, field in model.model_fields.items()]
    for kind in KINDS.values():
        keys += kind.model.model_fields
    return list(dict.fromkeys([*keys, *INNER_FIELDS]))
