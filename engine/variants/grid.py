"""Lists the variants of an item: all combinations of its parameters that meet `where`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import isfinite, prod
from typing import Any

from torchquiz.engine.models.authored import Item
from torchquiz.engine.variants.expressions import ExpressionError, evaluate
from torchquiz.engine.variants.substitution import written
from torchquiz.engine.yaml.positions import Where

MOST_VARIANTS = 500
MOST_COMBINATIONS = 10 * MOST_VARIANTS
NAME = re.compile(r"[^\W\d]\w*")
"""Matches a name in an expression."""
SURROGATE = re.compile("[\ud800-\udfff]")
"""Matches one half of a surrogate pair, which UTF-8 cannot encode."""


class GridError(Exception):
    """Raised when an item's parameters are not valid. `where` is the path of the faulty field."""

    def __init__(self, where: Where, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.where = where
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Combination:
    """One combination of an item's parameters, and the values derived from them."""

    params: dict[str, Any]
    derived: dict[str, Any]

    @property
    def values(self) -> dict[str, Any]:
        """The parameters and the derived values, by name."""
        return self.params | self.derived

    @property
    def name(self) -> str:
        """The name of the variant, such as `kernel=3, size=28`. It is empty without parameters."""
        return ", ".join(f"{name}={written(value)}" for name, value in self.params.items())


def combinations(item: Item) -> list[Combination]:
    """Return the combinations of an item's parameters, one for each variant, in order.

    Raises:
        GridError: an expression fails, no combination meets `where`, or there are too many.
    """
    grid = {name: [_as_value(value) for value in values] for name, values in item.given.items()}
    if prod(map(len, grid.values())) > MOST_COMBINATIONS:
        raise GridError(
            ("given",),
            f"the parameters have more than {MOST_COMBINATIONS} combinations.",
            "Use fewer values.",
        )
    allowed = list(_allowed_combinations(item, grid))
    if not allowed:
        raise GridError(
            ("where",),
            "no combination of the parameters meets `where`.",
            "Use other values, or relax `where`.",
        )
    if len(allowed) > MOST_VARIANTS:
        raise GridError(
            ("given",),
            f"the item has {len(allowed)} variants; the limit is {MOST_VARIANTS}.",
            "Use fewer values.",
        )
    return allowed


def _allowed_combinations(item: Item, grid: dict[str, list[Any]]) -> Iterator[Combination]:
    """Yield the combinations of parameters that meet the item's condition `where`.

    Derived values are computed before the condition only if it uses them, because it may rule out
    combinations for which they cannot be computed.
    """
    names = set(NAME.findall(item.where or ""))
    for values in product(*grid.values()):
        params = dict(zip(grid, values, strict=True))
        known = params | _derived_values(item, params) if names & set(item.derived) else params
        if item.where is None or _compute(item.where, known, ("where",)):
            yield Combination(params, _derived_values(item, params))


def _derived_values(item: Item, params: dict[str, Any]) -> dict[str, Any]:
    """Return the derived values by name. Each expression can use the values derived before it."""
    derived: dict[str, Any] = {}
    for name, code in item.derived.items():
        if name in params:
            raise GridError(
                ("derived", name),
                f"`{name}` is already a parameter.",
                "Give the derived value a different name.",
            )
        value = _compute(code, params | derived, ("derived", name))
        if kind := _unsuitable(value):
            raise GridError(
                ("derived", name),
                f"`{code.strip()}` is {kind}.",
                "Derive a finite number, text, or a tuple of these.",
            )
        derived[name] = value
    return derived


def _unsuitable(value: Any) -> str:
    """Return what makes a value useless in a text and as an input, or an empty string."""
    if isinstance(value, complex):
        return "a complex number"
    if isinstance(value, float) and not isfinite(value):
        return "not a finite number"
    if isinstance(value, str) and SURROGATE.search(value):
        return "text that cannot be saved in a file"
    if isinstance(value, tuple | list):
        return next(filter(None, map(_unsuitable, value)), "")
    return ""


def _compute(code: str, names: dict[str, Any], where: Where) -> Any:
    try:
        return evaluate(code, names)
    except ExpressionError as error:
        raise GridError(
            where,
            f"`{code.strip()}` cannot be computed: {error}.",
            "Use parameters, arithmetic, comparisons and the functions that `torchquiz guide`"
            " lists.",
        ) from error


def _as_value(value: Any) -> Any:
    """Convert a list to a tuple, including lists inside it. Return other values unchanged."""
    return tuple(map(_as_value, value)) if isinstance(value, list) else value
