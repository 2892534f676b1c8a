"""Records the position of each value in a YAML file, so that faults have a line and column."""

from dataclasses import dataclass, field
from typing import Any

from torchquiz.engine.errors import Fault

Where = tuple[str | int, ...]
"""The path to a value from the top of the file, as mapping keys and list indices."""


@dataclass(frozen=True, slots=True, order=True)
class Spot:
    """A position in a file. Lines and columns count from 1."""

    line: int
    column: int
    text_line: int = 0
    """The line on which the content begins.

    For a block scalar, which begins with `|` or `>`, this is the next line.
    """


@dataclass(slots=True)
class Source:
    """The values of a YAML file, with their positions."""

    path: str
    values: Any = None
    spots: dict[Where, Spot] = field(default_factory=dict)
    keys: dict[Where, Spot] = field(default_factory=dict)
    """The position of each mapping key, by the path of the key's value."""
    traps: dict[Where, str] = field(default_factory=dict)
    """Plain scalars, such as `no`, that YAML 1.1 would not interpret as strings, by path."""

    def spot(self, where: Where) -> Spot:
        """Return the position of a value, or of the nearest enclosing value if it is missing."""
        while where not in self.spots and where:
            where = where[:-1]
        return self.spots.get(where, Spot(1, 1, 1))

    def parts(self, under: Where) -> dict[str | int, "Source"]:
        """Return a separate source for each value inside `under`, by the value's key or index.

        Each source has only the positions of its own value and of the values outside `under`.
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
        """Return a fault at the position of a value, or at that of its key if `at_key` is set."""
        spot = self.keys.get(where) if at_key else None
        spot = spot or self.spot(where)
        return Fault(self.path, spot.line, spot.column, message, remedy)
