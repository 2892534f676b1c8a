"""Describes a kind of item without importing the code that proves it."""

from collections.abc import Iterator
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, get_args

from msgspec import Struct

if TYPE_CHECKING:
    from pydantic import BaseModel

    from torchquiz.engine.models.authored import Item
    from torchquiz.engine.models.proven import Variant
    from torchquiz.engine.proof.item_context import ItemContext


class Kind(Struct, frozen=True):
    """A kind of item. Its module, `torchquiz.engine.kinds.NAME`, is imported when first used."""

    name: str
    is_card: bool = False
    """Whether its items are flash cards, whose answers learners recall and rate themselves."""
    speaks_of_lines: bool = False
    """Whether options may refer to lines of the snippet, so that line numbers must be shown."""

    @property
    def model(self) -> "type[Item]":
        """The pydantic model for items of this kind."""
        model: type[Item] = self._module.MODEL
        return model

    @property
    def keys(self) -> list[str]:
        """The YAML keys that are allowed anywhere in an item of this kind."""
        return list(dict.fromkeys(_keys_of(self.model)))

    def prove(self, context: "ItemContext[Any]") -> "Variant":
        """Prove one variant of an item, and return the variant.

        Raises:
            ProofStopped: a fault, which is listed in `context.proof`, ended the proof.
        """
        variant: Variant = self._module.prove(context)
        return variant

    @property
    def _module(self) -> ModuleType:
        return import_module(f"torchquiz.engine.kinds.{self.name}")


def _keys_of(model: "type[BaseModel]") -> Iterator[str]:
    """Yield the names of the fields of a model and of all models nested in it."""
    for name, field in model.model_fields.items():
        yield name
        for inner in _models_in(field.annotation):
            yield from _keys_of(inner)


def _models_in(annotation: Any) -> "Iterator[type[BaseModel]]":
    """Yield the models in a type annotation, such as `RowModel` in `list[RowModel] | None`."""
    if hasattr(annotation, "model_fields"):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
