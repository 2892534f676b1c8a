"""A kind of item as the rest of torchquiz knows it, without loading what proves it."""

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
    """A kind, whose module `torchquiz.engine.kinds.NAME` is loaded when a lesson is read."""

    name: str
    is_card: bool = False
    """Whether it is a flash card: the learner recalls the answer and rates how well it went."""
    speaks_of_lines: bool = False
    """Whether its options may name a line of the snippet, which is then shown with numbers."""

    @property
    def model(self) -> "type[Item]":
        """What an author writes."""
        model: type[Item] = self._module.MODEL
        return model

    @property
    def keys(self) -> list[str]:
        """The keys that an author may write, also within options and other parts of the item."""
        return list(dict.fromkeys(_keys_of(self.model)))

    def prove(self, context: "ItemContext[Any]") -> "Variant":
        """Return the proven variant.

        Raises:
            ProofStopped: it cannot go on; the context's proof says why.
        """
        variant: Variant = self._module.prove(context)
        return variant

    @property
    def _module(self) -> ModuleType:
        return import_module(f"torchquiz.engine.kinds.{self.name}")


def _keys_of(model: "type[BaseModel]") -> Iterator[str]:
    """Yield the fields of a model and of the models within it."""
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
