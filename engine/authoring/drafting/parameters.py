"""Proposes parameters for a snippet: the integers to vary, their values, and a formula."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, product

from torchquiz.engine.authoring.drafting.fitting import fitted
from torchquiz.engine.authoring.drafting.literals import (
    Literal,
    are_related,
    literals,
    replaced,
)
from torchquiz.engine.authoring.drafting.observation import Observation, Runner
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.values import plain

MOST_PARAMETERS = 2
MOST_SAMPLES = 4
"""The maximum number of values of each parameter for which the answer is computed."""
USUAL_STEP = 2
"""The preferred distance between the two values of a parameter, so that a kernel stays odd."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """Integers that vary together as one parameter, with the values for which the snippet runs."""

    name: str
    places: Sequence[Literal]
    keys: Mapping[int, str]
    """The answer, as a string, for each value for which the snippet runs, in ascending order."""

    @property
    def values(self) -> list[int]:
        """The values that were tried and for which the snippet runs."""
        return list(self.keys)

    @property
    def shown(self) -> list[int]:
        """The author's own value, and a second value that leads to a different answer."""
        own = self.places[0].value
        others = [value for value, key in self.keys.items() if key != self.keys[own]]
        return [own, min(others, key=lambda value: (abs(value - own - USUAL_STEP), value))]


@dataclass(frozen=True, slots=True)
class Parametrised:
    """A snippet with parameters, and its answer as a formula over them."""

    snippet: str
    key: str
    parameters: list[Parameter] = field(default_factory=list)

    @property
    def given(self) -> dict[str, list[int]]:
        """The values of each parameter, in the format of an item's `given`."""
        return {parameter.name: parameter.shown for parameter in self.parameters}


def parametrised(observation: Observation, runner: Runner) -> Parametrised | None:
    """Return the snippet with parameters.

    Return None if no integer can vary or no formula for the answer is found.
    """
    if observation.value is None or not _numbers(observation.value):
        return None
    found = list(islice(_parameters(observation, runner), MOST_PARAMETERS))
    while found:
        key = _key(observation, runner, found)
        if key:
            changes = [(place, one.name) for one in found for place in one.places]
            return Parametrised(replaced(observation.snippet, changes), key, found)
        found.pop()
    return None


def _parameters(observation: Observation, runner: Runner) -> Iterator[Parameter]:
    """Yield a parameter for each integer or group of related integers that affects the answer."""
    every = literals(observation.snippet)
    taken: set[Literal] = set()
    tree = ast.parse(observation.snippet)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    for literal in every:
        related = [other for other in every if other not in taken and are_related(literal, other)]
        for places in _without_repetition([related, [literal]]):
            if literal in taken or literal.name in names:
                break
            keys = _keys(observation, runner, places)
            if len(keys) >= MOST_SAMPLES and len(set(keys.values())) > 1:
                taken.update(places)
                names.add(literal.name)
                yield Parameter(literal.name, places, keys)


def _without_repetition(groups: Sequence[list[Literal]]) -> Iterator[list[Literal]]:
    seen: list[list[Literal]] = []
    for group in groups:
        if group and group not in seen:
            seen.append(group)
            yield group


def _keys(observation: Observation, runner: Runner, places: Sequence[Literal]) -> dict[int, str]:
    """Return the answer for each value with which the snippet runs.

    The author's own value and others near it are tried.
    """
    own = places[0].value
    assert observation.value is not None
    keys = {own: observation.value.text}
    below = sorted({1, 2, 3, own - 1} & set(range(1, own)), reverse=True)
    for numbers in (below, [own + 1, own + 2, own + 4, 2 * own + 4]):
        for number in numbers:
            changes = [(place, str(number)) for place in places]
            value = runner.value(replaced(observation.snippet, changes), observation.ask)
            if value is None or len(_numbers(value)) != len(_numbers(observation.value)):
                break
            keys[number] = value.text
    return dict(sorted(keys.items()))


def _key(observation: Observation, runner: Runner, found: Sequence[Parameter]) -> str:
    """Return a formula for the answer over all parameters, or an empty string if none is found."""
    points = []
    columns: list[list[int]] = []
    for numbers in product(*(parameter.values[-MOST_SAMPLES:] for parameter in found)):
        changes = [
            (place, str(number))
            for parameter, number in zip(found, numbers, strict=True)
            for place in parameter.places
        ]
        value = runner.value(replaced(observation.snippet, changes), observation.ask)
        if value is None:
            return ""
        points.append({one.name: number for one, number in zip(found, numbers, strict=True)})
        columns.append(_numbers(value))
    if len(set(map(len, columns))) != 1:
        return ""
    formulas = [fitted(points, list(values)) for values in zip(*columns, strict=True)]
    return _assembled(observation.value, formulas) if all(formulas) else ""


def _numbers(value: Value) -> list[int]:
    """Return the integers in a value: one for an integer, several for a shape.

    The list is empty for any other value.
    """
    if value.tag == "int":
        return [int(value.data)]
    numbers = plain(value) if value.tag in ("shape", "tuple") else ()
    return list(numbers) if all(type(number) is int for number in numbers) else []


def _assembled(value: Value | None, formulas: Sequence[str]) -> str:
    if value is not None and value.tag == "int":
        return formulas[0]
    return f"({', '.join(formulas)}{',' if len(formulas) == 1 else ''})"
