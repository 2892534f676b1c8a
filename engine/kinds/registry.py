"""A kind of item as the rest of torchquiz knows it, without loading what proves it."""

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
