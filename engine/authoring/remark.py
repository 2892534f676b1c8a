"""Defines a suggested improvement to an item, and the rules that suggest one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from torchquiz.engine.models import authored
from torchquiz.engine.models.proven import Item
from torchquiz.engine.yaml.positions import Where


@dataclass(frozen=True, slots=True)
class Remark:
    """A suggested improvement to an item: the field it concerns, the weakness, and a remedy."""

    where: Where
    message: str
    remedy: str
    at_key: bool = False


Rule = Callable[[authored.Item, Item], Iterator[Remark]]
"""A rule that looks at an item as it was written and as it was proven."""
