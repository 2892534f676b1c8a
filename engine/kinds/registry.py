"""What a kind is to the rest of the engine."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from torchquiz.engine.models.authored import Item
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.proof.context import Case


@dataclass(frozen=True, slots=True)
class Kind:
    """What an author writes, and how one variant of it is proven."""

    model: type[Item]
    prove: Callable[[Case[Any]], Variant]
    """Raises `Refused` once it has noted why it cannot go on."""
