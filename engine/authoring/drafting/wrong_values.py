"""Proposes more wrong values if misconceptions lead to too few, and chooses the best options."""

import ast
from collections.abc import Iterator, Sequence
from itertools import combinations, islice, permutations
from typing import Any

from torchquiz.engine.authoring.guessing.features import measured
from torchquiz.engine.authoring.guessing.options import OptionTexts
from torchquiz.engine.authoring.guessing.ranking import Sample, probabilities
from torchquiz.engine.authoring.guessing.weights import ALL, fixed_weights
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.values import plain

ENOUGH = 3
"""The number of wrong options that a drafted item should have."""
MOST_CANDIDATES = 9
MOST_ORDERS = 24
ONE_MORE, ONE_LESS = "This is one too many.", "This is one too few."
DOUBLED, HALVED = "This is twice the right value.", "This is half the right value."
TOO_LARGE, TOO_SMALL = "This is too large.", "This is too small."
ORDERS = (
    "The axes are in a different order.",
    "The sizes are right, but they belong to other axes.",
    "Here, the axes have been moved.",
)
"""Sentences about shapes in a wrong order, one for each of several options."""
DTYPES = ("torch.float32", "torch.int64", "torch.float64", "torch.float16", "torch.bool")


def other_values(value: Value, key: str) -> Iterator[tuple[str, str]]:
    """Yield the code of wrong values, each with a sentence that says what is wrong.

    The values have the same type as the right value, and the most plausible ones come first.

    Args:
        value: the right value.
        key: the code of the right answer, which may be a formula over parameters.
    """
    if value.tag == "bool":
        yield str(not value.data), "The opposite is true."
    elif value.tag == "dtype":
        yield from ((dtype, "The dtype is different.") for dtype in DTYPES if dtype != value.text)
    elif value.tag == "int" and not key.isdecimal():
        yield from ((f"{key} + 1", ONE_MORE), (f"2 * ({key})", DOUBLED), (f"{key} - 1", ONE_LESS))
    elif value.tag in ("int", "float"):
        yield from _other_numbers(value.data)
    elif value.tag == "shape":
        yield from _other_shapes(key)
    elif value.tag in ("tuple", "list"):
        yield from _other_sequences(value)


def _other_numbers(number: Any) -> Iterator[tuple[str, str]]:
    if isinstance(number, str):  # such as nan, which the worker reports as text
        return
    sign = "The sign is wrong."
    candidates = [(2 * number, DOUBLED), (-number, sign), (0, ""), (1, "")]
    if isinstance(number, float):
        candidates.insert(1, (number / 2, HALVED))
    else:
        half = (number // 2, "" if number % 2 else HALVED)
        others = [(number - 1, ONE_LESS), half]
        candidates = [(number + 1, ONE_MORE), candidates[0], *others, *candidates[1:]]
    for candidate, why in candidates:
        value = type(number)(candidate)
        if value != number:
            yield _number_code(value), why or (TOO_LARGE if value > number else TOO_SMALL)


def _number_code(number: float) -> str:
    """Return a number as code.

    A float has a decimal point or an exponent, so that it looks like the right answer.
    """
    if not isinstance(number, float):
        return str(number)
    code = f"{number:.4g}"
    return code if {".", "e"} & set(code) else f"{code}.0"


def _other_shapes(key: str) -> Iterator[tuple[str, str]]:
    """Yield shapes with the right sizes in another order, or with one axis more or less."""
    node = ast.parse(key, mode="eval").body
    sizes = tuple(map(ast.unparse, node.elts)) if isinstance(node, ast.Tuple) else ()
    orders = [order for order in permutations(sizes) if order != sizes][:MOST_ORDERS]
    others = [(order, ORDERS[at % len(ORDERS)]) for at, order in enumerate(orders)]
    others.append((sizes[1:], "The first axis is missing."))
    others.append((("1", *sizes), "No axis is added at the front."))
    others.append((sizes[:-1], "The last axis is missing."))
    for other, why in others:
        if other != sizes:
            yield f"({', '.join(other)}{',' if len(other) == 1 else ''})", why


def _other_sequences(value: Value) -> Iterator[tuple[str, str]]:
    elements = plain(value)
    if not isinstance(elements, tuple):
        return
    others = [
        (elements[:-1], "The last element is missing."),
        (elements[::-1], "The elements are in a different order."),
        (elements[1:], "The first element is missing."),
    ]
    orders = islice(permutations(elements), MOST_ORDERS)
    others += [(order, "The elements are in a different order.") for order in orders]
    for candidate, why in others:
        if candidate != elements:
            yield _written(candidate, value), why


def _written(elements: Any, value: Value) -> str:
    """Return a sequence as code, in which inner sequences are lists."""
    if value.tag != "list":
        return str(tuple(elements))
    inner = [_written(part, value) if isinstance(part, tuple) else str(part) for part in elements]
    return f"[{', '.join(inner)}]"


def chosen(key: str, texts: Sequence[str], count: int = ENOUGH) -> list[int]:
    """Return the indices of the wrong options among which the right answer stands out least.

    Args:
        key: the right answer.
        texts: the candidates for wrong options, the best first.
        count: the number of options to choose.
    """
    candidates = range(min(len(texts), MOST_CANDIDATES))
    if len(candidates) <= count:
        return list(candidates)
    weights = fixed_weights(ALL)

    def confidence(indices: tuple[int, ...]) -> float:
        options = [key, *(texts[index] for index in indices)]
        sample = Sample(measured(OptionTexts(options)), [True] + [False] * count)
        return round(probabilities(weights, sample)[0], 2)

    # Among equally good choices, the first one has the most plausible options.
    scored = [(confidence(indices), indices) for indices in combinations(candidates, count)]
    return list(min(scored)[1])
