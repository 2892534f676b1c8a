"""Chooses the values used to test a rule: the ends of ranges, small values and random ones.

A draw assigns one value to each variable of the rule. The draws are the same whenever the rule is
tested. If there are few combinations, all of them are tested.
"""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Any

from torchquiz.engine.variants.expressions import ExpressionError, evaluate
from torchquiz.engine.yaml.positions import Where

FEWEST = 200
"""The minimum number of sets. Fewer combinations than that are repeated with new seeds."""
MOST = 400
"""The maximum number of combinations at which all of them are tested."""
MOST_NAMES = 6
"""The maximum number of variables. The number of corners doubles with each of them."""
MOST_CORNERS = 2**MOST_NAMES
MOST_TRIES = 50 * FEWEST
"""The maximum number of random combinations to try if only a few of them meet `where`."""
LONGEST = 1_000_000
"""The maximum number of integers in a range."""

WHOLE_RANGE = re.compile(r"\s*(-?\d{1,9})\s*\.\.\s*(-?\d{1,9})\s*")
"""Matches a range of integers, such as `1..11`."""
NUMBER = r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?"
FLOAT_RANGE = re.compile(rf"\s*({NUMBER})\s*\.\.\s*({NUMBER})\s*")
"""Matches a range of floats, such as `0.1..0.9` or `1e-4..1e-2`."""
FLOAT_STEPS = 10_000
"""The number of steps into which a range of floats is divided."""

MOST_LISTED = 50
"""The maximum length of a list at which each of its values is tested at least once."""

Draw = dict[str, Any]
"""A set of values: one for each variable of a rule."""
Position = tuple[int, ...]
"""For each variable, the index of a value in the list of its possible values."""


class DrawError(Exception):
    """Raised when no values can be chosen. `where` is the path of the rule's faulty field."""

    def __init__(self, where: Where, reason: str, remedy: str) -> None:
        super().__init__(reason)
        self.where = where
        self.remedy = remedy


@dataclass(frozen=True, slots=True)
class Draws:
    """The sets of values with which a rule is tested."""

    values: list[Draw]
    """The sets of values, smallest first. If there are too few combinations, they are repeated."""
    is_enough: bool
    """Whether there are enough sets, or sets with all combinations that exist."""


def draws_of(over: Mapping[str, Any], where: str | None) -> Draws:
    """Choose the sets of values with which a rule is tested, smallest first.

    A set is smaller than another if its values are closer to the beginning of their ranges.

    Args:
        over: the range or the list of values of each variable.
        where: a condition on the variables, or None if every combination is allowed.

    Raises:
        DrawError: a range is not valid, `where` cannot be evaluated, or no combination meets it.
    """
    if len(over) > MOST_NAMES:
        message = f"{len(over)} names are drawn; at most {MOST_NAMES} are allowed."
        raise DrawError(("over",), message, "Test a rule about fewer names.")
    domains = {name: _domain(name, value) for name, value in over.items()}
    sizes = [len(values) for values in domains.values()]
    has_few = prod(sizes) <= MOST
    fixed = product(*map(range, sizes)) if has_few else _edges(list(domains.values()))
    found = {at: draw for at in fixed if _meets(where, draw := _draw(domains, at))}
    if not has_few:
        _add_random(found, domains, where)
    if not found:
        message = "no combination of the drawn values meets `where`."
        raise DrawError(("where",), message, "Use other ranges, or relax `where`.")
    values = [found[at] for at in sorted(found, key=lambda at: (sum(at), at))]
    repeated = [values[number % len(values)] for number in range(max(FEWEST, len(values)))]
    return Draws(repeated, has_few or len(values) >= FEWEST)


def _draw(domains: Mapping[str, Sequence[Any]], at: Position) -> Draw:
    """Return the value of each variable, given its index in the variable's list of values."""
    return {name: values[index] for (name, values), index in zip(domains.items(), at, strict=True)}


def _domain(name: str, value: Any) -> Sequence[Any]:
    """Return the values that a variable can have, in order."""
    if isinstance(value, list) and len(value) > 1:
        return [tuple(entry) if isinstance(entry, list) else entry for entry in value]
    if isinstance(value, str):
        if match := WHOLE_RANGE.fullmatch(value):
            low, high = int(match[1]), int(match[2])
            if low < high <= low + LONGEST:
                return range(low, high + 1)
        elif match := FLOAT_RANGE.fullmatch(value):
            start, end = float(match[1]), float(match[2])
            if start < end:
                step = (end - start) / FLOAT_STEPS
                return [start + step * number for number in range(FLOAT_STEPS)] + [end]
    raise DrawError(
        ("over", name),
        f"`{name}` has no range of values to draw from.",
        "Write a range such as 1..11 or 0.1..0.9, or a list of at least two values.",
    )


def _edges(domains: Sequence[Sequence[Any]]) -> Iterator[Position]:
    """Yield the positions that are always tested: corners, edges and small values."""
    generator = random.Random(0)
    sizes = [len(values) for values in domains]
    yield from product(*((0, size - 1) for size in sizes))
    for name, (size, values) in enumerate(zip(sizes, domains, strict=True)):
        for edge in (1, size - 2) if isinstance(values, range) else range(min(size, MOST_LISTED)):
            others = [generator.randrange(other) for other in sizes]
            yield (*others[:name], edge, *others[name + 1 :])
    # Rules often fail first where small values meet, such as a kernel that is larger than an image.
    few = int(MOST_CORNERS ** (1 / len(sizes)))
    yield from product(*(range(min(few, size)) for size in sizes))


def _add_random(
    found: dict[Position, Draw], domains: Mapping[str, Sequence[Any]], where: str | None
) -> None:
    """Add random sets of values that meet `where`, until there are enough or no more are found."""
    generator = random.Random(1)
    for _ in range(MOST_TRIES):
        if len(found) >= FEWEST:
            return
        at = tuple(generator.randrange(len(values)) for values in domains.values())
        draw = _draw(domains, at)
        if _meets(where, draw):
            found[at] = draw


def _meets(where: str | None, draw: Draw) -> bool:
    if where is None:
        return True
    try:
        return bool(evaluate(where, draw))
    except ExpressionError as error:
        raise DrawError(
            ("where",),
            f"`{where.strip()}` cannot be computed: {error}.",
            "Use the drawn names, arithmetic, comparisons and the functions that `torchquiz guide`"
            " lists.",
        ) from error
