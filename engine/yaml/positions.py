"""Where each value of a YAML file stands, so that every fault names its line and column."""

from dataclasses import dataclass, field
from typing import Any

from torchquiz.engine.errors import Fault

Where = tuple[str | int, ...]
"""The way to a value from the top of the file: keys of mappings and indices of lists."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A position in a file; lines and columns count from 1."""

    line: int
    column: int
    text_line: int = 0
    """The line on which a text begins: after the `|` of a block, else the same line."""


@dataclass(slots=True)
class Source:
    """A file's values and where each of them stands."""

    path: str
    values: Any = None
    spots: dict[Where, Spot] = field(default_factory=dict)
    keys: dict[Where, Spot] = field(default_factory=dict)
    """Where the key of a mapping's value stands."""
    traps: dict[Where, str] = field(default_factory=dict)
    """Plain scalars that YAML 1.1 reads as something else than text."""

    def spot(self, where: Where) -> Spot:
        """Return where a value stands, or where the nearest value around a missing one does."""
        while where not in self.spots and where:
            where = where[:-1]
        return self.spots.get(where, Spot(1, 1, 1))

    def parts(self, under: Where) -> dict[str | int, "Source"]:
        """Return a source for each value in `under`, by the value's key or index.

        Each knows only where its own value stands, and the values above and beside `under`.
        """
        depth = len(under)
        outside = {where: spot for where, spot in self.spots.items() if len(where) <= depth}
        parts: dict[str | int, Source] = {}
        for where, spot in self.spots.items():
            if where[:depth] == under and len(where) > depth:
                part = parts.setdefault(where[depth], Source(self.path, spots=outside.copy()))
                part.spots[where] = spot
        return parts

    def fault(self, where: Where, message: str, remedy: str, *, at_key: bool = False) -> Fault:
        """Return a fault of the value at `where`, or of its key."""
        spot = self.keys.get(where) if at_key else None
        spot = spot or self.spot(where)
        return Fault(self.path, spot.line, spot.column, message, remedy)
