"""Chooses parameters for drill questions, at random or at the ends of their ranges."""

from collections.abc import Iterator, Mapping
from itertools import islice, product
from random import Random
from typing import Any

from torchquiz.engine.models.drills import Choices, DrillQuestion, Span
from torchquiz.engine.variants.expressions import evaluate

MOST_DRAWS = 500
"""The number of random combinations to try before giving up on the condition."""
MOST_CORNERS = 64

Parameters = dict[str, Any]


class CodeValue(str):
    """The value of a parameter that is code, such as `torch.int64`.

    It is inserted without quotes.
    """

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)


def values_of(given: Span | Choices) -> range | tuple[Any, ...]:
    """Return the values that a parameter may have."""
    if isinstance(given, Span):
        return range(given.low, given.high + 1)
    return tuple(_as_parameter(value) for value in given.values)


def draw(
    question: DrillQuestion, random: Random, fixed: Mapping[str, Any] | None = None
) -> Parameters | None:
    """Return random parameters that meet the condition, and the values derived from them.

    Args:
        question: the question.
        random: the source of randomness.
        fixed: the parameters that are not drawn, with their values.

    Returns:
        The parameters and derived values by name, or None if no combination was found.

    Raises:
        ExpressionError: the condition or a derived value cannot be computed.
    """
    choices = {name: values_of(given) for name, given in question.given.items()}
    for _ in range(MOST_DRAWS):
        drawn = {name: random.choice(values) for name, values in choices.items()} | dict(
            fixed or {}
        )
        if meets_condition(question, drawn):
            return drawn | _derived(question, drawn)
    return None


def edge_values(question: DrillQuestion) -> Iterator[tuple[str, Any]]:
    """Yield the values of each parameter to test: the ends of a range, or all values of a list."""
    for name, given in question.given.items():
        values = values_of(given)
        for value in dict.fromkeys((values[0], values[-1])) if isinstance(given, Span) else values:
            yield name, value


def corners(question: DrillQuestion) -> Iterator[Parameters]:
    """Yield the combinations of smallest and largest values that meet the condition.

    Raises:
        ExpressionError: the condition or a derived value cannot be computed.
    """
    ends = {name: values_of(given) for name, given in question.given.items()}
    pairs = [dict.fromkeys((values[0], values[-1])) for values in ends.values()]
    for combination in islice(product(*pairs), MOST_CORNERS):
        params = dict(zip(ends, combination, strict=True))
        if meets_condition(question, params):
            yield params | _derived(question, params)


def meets_condition(question: DrillQuestion, params: Mapping[str, Any]) -> bool:
    """Return whether parameters meet the question's condition.

    Raises:
        ExpressionError: the condition cannot be computed.
    """
    return not question.where or bool(evaluate(question.where, params))


def _derived(question: DrillQuestion, params: Parameters) -> Parameters:
    """Return the derived values by name. Each expression may use the values before it."""
    derived: Parameters = {}
    for name, code in question.derived.items():
        derived[name] = evaluate(code, params | derived)
    return derived


def _as_parameter(value: Any) -> Any:
    """Convert the strings in a parameter value to code, and the lists to tuples."""
    if isinstance(value, str):
        return CodeValue(value)
    if isinstance(value, list | tuple):
        return tuple(map(_as_parameter, value))
    return value
