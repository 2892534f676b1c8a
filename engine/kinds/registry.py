"""Describes a kind of item without loading the code that proves it."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any, get_args

if TYPE_CHECKING:
    from pydantic import BaseModel

    from torchquiz.engine.models.authored import Item
    from torchquiz.engine.models.proven import Variant
    from torchquiz.engine.proof.item_context import ItemContext


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of item; its module `torchquiz.engine.kinds.NAME` is loaded on first use."""

    name: str
    is_card: bool = False
    """Whether it is a flash card: learners recall the answer and rate how well they did."""
    speaks_of_lines: bool = False
    """Whether options may name a line of the snippet, which is then shown with line numbers."""

    @property
    def model(self) -> "type[Item]":
        """Model of what an author writes."""
        model: type[Item] = self._module.MODEL
        return model

    @property
    def keys(self) -> list[str]:
        """YAML keys that an author may write in the item and its parts."""
        return list(dict.fromkeys(_keys_of(self.model)))

    def prove(self, context: "ItemContext[Any]") -> "Variant":
        """Return the proven variant.

        Raises:
            ProofStopped: there is a fault that ends the proof; it is listed in `context.proof`.
        """
        variant: Variant = self._module.prove(context)
        return variant

    @property
    def _module(self) -> ModuleType:
        return import_module(f"torchquiz.engine.kinds.{self.name}")


def _keys_of(model: "type[BaseModel]") -> Iterator[str]:
    """Yield the field names of a model and of the models inside it."""
    for name, field in model.model_fields.items():
        yield name
        for inner in _models_in(field.annotation):
            yield from _keys_of(inner)


def _models_in(annotation: Any) -> "Iterator[type[BaseModel]]":
    """Yield the models that a type names, as `RowModel` in `list[RowModel] | None`."""
    if hasattr(annotation, "model_fields"):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
