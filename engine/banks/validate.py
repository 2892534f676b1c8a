"""Reads a part of a lesson as the model that it must have, or reports why it cannot be."""

from dataclasses import replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from torchquiz.engine.banks.wording import faults_of
from torchquiz.engine.errors import Fault
from torchquiz.engine.kinds import KINDS
from torchquiz.engine.models.authored import Item, WayModel
from torchquiz.engine.models.declared import WAY_FIELDS
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
)
"""Keys of the parts of items: their keys, distractors, checks, rows and lines."""


def validated(
    model: type[ModelType], source: Source, where: Where, faults: list[Fault]
) -> ModelType | None:
    """Return the value at `where` as its model; None when it has faults, which are added."""
    plain = source.values
    for part in where:
        plain = plain[part]
    try:
        return model.model_validate(plain)
    except ValidationError as error:
        faults += faults_of(error, source, where, _known_keys(model))
        return None


def validated_item(source: Source, where: Where, plain: Any, faults: list[Fault]) -> Item | None:
    """Return an item as the model of its kind; None when it has faults, which are added.

    Args:
        source: the lesson's values and positions.
        where: where the item stands.
        plain: the item as it was read.
        faults: gets the item's faults.
    """
    id = plain.get("id") if isinstance(plain, dict) else None
    own_faults: list[Fault] = []
    item = _item(source, where, plain, own_faults)
    faults += [replace(fault, item=str(id) if id else None) for fault in own_faults]
    return item


def _item(source: Source, where: Where, plain: Any, faults: list[Fault]) -> Item | None:
    if not isinstance(plain, dict):
        message = "an item must be a mapping (lines of 'name: value')."
        faults.append(source.fault(where, message, "quizzes/README.md shows one."))
        return None
    kind, kinds = plain.get("kind"), ", ".join(KINDS)
    if kind is None:
        faults.append(source.fault(where, "'kind' is missing.", f"Add one of {kinds}."))
        return None
    if not isinstance(kind, str) or kind not in KINDS:
        message = f"there is no kind '{kind}'."
        faults.append(source.fault((*where, "kind"), message, f"Choose one of {kinds}."))
        return None
    return validated(KINDS[kind].model, source, where, faults)


def _known_keys(model: type[BaseModel]) -> list[str]:
    """Return the keys that may have been meant by one that a model or a part of it does not have.

    They are the model's own keys and those of all items: too many, but enough to suggest one.
    """
    if issubclass(model, WayModel):
        return list(dict.fromkeys([*model.model_fields, *WAY_FIELDS]))
    keys = [field.alias or name for name, field in model.model_fields.items()]
    for kind in KINDS.values():
        keys += kind.model.model_fields
    return list(dict.fromkeys([*keys, *INNER_FIELDS]))
