"""Compares the values that a worker reported, and converts them to plain Python objects.

Values are compared by type and data, never by their text. For example, `torch.double` equals
`torch.float64`, and `[1, 6]` equals `torch.Size([1, 6])`.
"""

import math
from collections import defaultdict
from typing import Any

from torchquiz.engine.models.runs import Value

SEQUENCES = {"shape", "tuple", "list"}
NUMBERS = {"int", "float"}
MOST_EQUAL_KEYS = 64
"""Maximum number of equivalent keys, such as NaNs or equal tensors, in a comparable dictionary.

A dictionary with more of them is not equal to any other. Comparing every pair of one dictionary
with every pair of the other would take seconds for thousands of such keys.
"""


def same(left: Value, right: Value, tolerance: float = 0.0) -> bool:
    """Return whether two values are the same. Numbers may differ by `tolerance`.

    A shape, a tuple and a list with equal elements are the same, and so are 1 and 1.0, but True and
    1 are not. A value that was reported only as text never equals any value.
    """
    if left.tag in SEQUENCES and right.tag in SEQUENCES:
        return len(left.data) == len(right.data) and all(
            same(a, b, tolerance) for a, b in zip(elements(left), elements(right), strict=True)
        )
    if left.tag in NUMBERS and right.tag in NUMBERS:
        return _close(left.data, right.data, tolerance)
    if left.tag != right.tag:
        return False
    if left.tag == "tensor":
        return _same_tensor(left.data, right.data, tolerance)
    if left.tag == "dict":
        return (
            len(left.data) == len(right.data)
            and _holds_all(left, right, tolerance)
            and _holds_all(right, left, tolerance)
        )
    return left.tag != "other" and bool(left.data == right.data)


def _holds_all(left: Value, right: Value, tolerance: float) -> bool:
    """Return whether the dictionary `left` contains every pair of the dictionary `right`.

    Keys that Python considers distinct, such as two equal tensors, may count as the same here.
    """
    pairs = defaultdict(list)
    for key, value in _pairs(left):
        pairs[_lookup_key(key)].append((key, value))
    if any(len(candidates) > MOST_EQUAL_KEYS for candidates in pairs.values()):
        return False
    return all(
        _has_pair(pairs[_lookup_key(key)], key, value, tolerance) for key, value in _pairs(right)
    )


def _has_pair(pairs: list[tuple[Value, Value]], key: Value, value: Value, tolerance: float) -> bool:
    return any(
        same(key, other_key) and same(value, other_value, tolerance)
        for other_key, other_value in pairs
    )


def decode(plain: dict[str, Any]) -> Value:
    """Convert a JSON object reported by the worker into a value."""
    return Value(plain["tag"], plain["data"], plain["text"])


def plain(value: Value) -> Any:
    """Return the value as a plain Python object, or None if it was reported only as text.

    A sequence becomes a tuple, and a tensor becomes the flat tuple of its elements.
    """
    if value.tag in SEQUENCES:
        return tuple(map(plain, elements(value)))
    if value.tag == "dict":
        return {plain(key): plain(item) for key, item in _pairs(value)}
    if value.tag == "tensor":
        return tuple(value.data["data"])
    return float(value.data) if value.tag == "float" else value.data


def has_floats(value: Value) -> bool:
    """Return whether the value contains floats, which should not be compared exactly."""
    if value.tag == "float":
        return True
    if value.tag == "tensor":
        dtype = value.data["dtype"]
        return "float" in dtype or "complex" in dtype
    return any(has_floats(element) for element in elements(value))


def magnitude(value: Value) -> float:
    """Return the largest absolute value of the finite numbers that a value contains.

    Return 0 if there are none.
    """
    if value.tag == "tensor":
        numbers = value.data["data"]
    elif value.tag in NUMBERS:
        numbers = [value.data]
    else:
        numbers = map(magnitude, elements(value))
    sizes = (abs(_as_float(number)) for number in numbers)
    return max((size for size in sizes if math.isfinite(size)), default=0.0)


def is_comparable(value: Value) -> bool:
    """Return whether the value was reported as data and not only as text."""
    return value.tag != "other" and all(is_comparable(element) for element in elements(value))


def elements(value: Value) -> list[Value]:
    """Return the elements of a collection, including the keys of a dictionary.

    The list is empty for a value that is not a collection.
    """
    if value.tag == "dict":
        elements: list[Value] = []
        for key, item in _pairs(value):
            elements += [key, item]
        return elements
    return [_decoded(element) for element in value.data] if value.tag in SEQUENCES else []


def _pairs(value: Value) -> list[tuple[Value, Value]]:
    return [(_decoded(key), _decoded(item)) for key, item in value.data]


def _decoded(element: Any) -> Value:
    return element if isinstance(element, Value) else decode(element)


def _close(left: Any, right: Any, tolerance: float) -> bool:
    if left == right:
        return True
    # Integers are not compared as floats, because beyond 2^53 different integers become the same
    # float.
    if type(left) is int and type(right) is int:
        return abs(left - right) <= tolerance
    try:
        a, b = float(left), float(right)
    except OverflowError:  # an integer larger than every float
        return False
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return a == b or abs(a - b) <= tolerance


def _as_float(number: Any) -> float:
    """Return a number as a float, or infinity if it is an integer that no float can represent."""
    try:
        return float(number)
    except OverflowError:
        return math.inf


def _lookup_key(key: Value) -> object:
    """Return a hashable object that is equal for two keys if and only if the keys are the same.

    A key that was reported only as text never equals any other key.
    """
    if key.tag in SEQUENCES:
        return "sequence", tuple(map(_lookup_key, elements(key)))
    if key.tag in NUMBERS:
        return "number", key.data
    if key.tag == "tensor":
        return key.data["dtype"], tuple(key.data["shape"]), tuple(key.data["data"])
    return object() if key.tag == "other" else (key.tag, key.data)


def _same_tensor(left: dict[str, Any], right: dict[str, Any], tolerance: float) -> bool:
    if left["shape"] != right["shape"] or left["dtype"] != right["dtype"]:
        return False
    return all(_close(a, b, tolerance) for a, b in zip(left["data"], right["data"], strict=True))
