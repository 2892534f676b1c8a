"""What a kind is to the rest of the engine."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.kinds.case import Case
from engine.models.authored import Item
from engine.models.proven import Variant


@dataclass(frozen=True, slots=True)
class Kind:
    """What an author writes, and how one variant of it is proven."""

    model: type[Item]
    prove: Callable[[Case[Any]], Variant]
    """Raises `Refused` once it has noted why it cannot go on."""
