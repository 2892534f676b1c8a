"""Values that left the worker: comparing them, and saying them.

They are compared by what they are, never by how they print: `torch.double` is `torch.float64`, `[1, 6]` is `torch.Size([1, 6])`.
"""

import math
from collections import defaultdict
from typing import Any

from torchquiz.engine.models.runs import Value

SEQUENCES = {"shape", "tuple", "list"}
NUMBERS = {"int", "float"}


def same(left: Value, right: Value, tolerance: float = 0.0) -> bool:
    """Whether two values are one value; floats may differ by `tolerance`.

    A shape, a tuple and a list of equal elements are the same; so are 1 and 1.0; True and 1 are not. What was not reported as
    data is the same as nothing.
    """
    if left.tag in SEQUENCES and right.tag in SEQUENCES:
        return len(left.data) == len(right.data) and all(
            same(a, b, tolerance) for a, b in zip(_elements(left), _elements(right), strict=True)
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
    """Whether a dictionary has all pairs of another; keys that Python tells apart can be the same here, as tensors are."""
    among = defaultdict(list)
    for key, value in _pairs(left):
        among[_place(key)].append((key, value))
    return all(
        any(
            same(key, other) and same(value, found, tolerance)
            for other, found in among[_place(key)]
        )
        for key, value in _pairs(right)
    )


def decode(plain: dict[str, Any]) -> Value:
    """A value from the JSON that the worker reported."""
    return Value(plain["tag"], plain["data"], plain["text"])


def plain(value: Value) -> Any:
    """The value as Python has it: sequences and tensors as (flat) tuples; None for what was not reported as data."""
    if value.tag in SEQUENCES:
        return tuple(map(plain, _elements(value)))
    if value.tag == "dict":
        return {plain(key): plain(one) for key, one in _pairs(value)}
    if value.tag == "tensor":
        return tuple(value.data["data"])
    return float(value.data) if value.tag == "float" else value.data


def has_floats(value: Value) -> bool:
    """Whether comparing the value exactly would compare floats."""
    if value.tag == "float":
        return True
    if value.tag == "tensor":
        return any(sort in value.data["dtype"] for sort in ("float", "complex"))
    return any(has_floats(element) for element in _elements(value))


def magnitude(value: Value) -> float:
    """The largest of the value's numbers, without its sign; 0 when it has none that is finite."""
    if value.tag == "tensor":
        numbers = value.data["data"]
    else:
        numbers = [value.data] if value.tag in NUMBERS else map(magnitude, _elements(value))
    return max((abs(one) for one in map(_as_float, numbers) if math.isfinite(one)), default=0.0)


def is_comparable(value: Value) -> bool:
    """Whether the worker could report the value as data; an arbitrary object only has a text."""
    return value.tag != "other" and all(is_comparable(element) for element in _elements(value))


def _elements(value: Value) -> list[Value]:
    """What a collection holds, of a dictionary its keys too; nothing of other values."""
    if value.tag == "dict":
        return [one for pair in _pairs(value) for one in pair]
    return [_decoded(element) for element in value.data] if value.tag in SEQUENCES else []


def _pairs(value: Value) -> list[tuple[Value, Value]]:
    return [(_decoded(key), _decoded(one)) for key, one in value.data]


def _decoded(element: Any) -> Value:
    return element if isinstance(element, Value) else decode(element)


def _close(left: Any, right: Any, tolerance: float) -> bool:
    if left == right:
        return True
    if type(left) is int and type(right) is int:
        return abs(left - right) <= tolerance
    try:
        a, b = float(left), float(right)
    except OverflowError:  # a whole number beyond every float
        return False
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return a == b or abs(a - b) <= tolerance


def _as_float(number: Any) -> float:
    """Infinity for a whole number beyond every float."""
    try:
        return float(number)
    except OverflowError:
        return math.inf


def _place(key: Value) -> object:
    """Where a key is looked up: one place for all keys that are the same."""
    if key.tag in SEQUENCES:
        return tuple(map(_place, _elements(key)))
    return key.data if key.tag in NUMBERS else key.text


def _same_tensor(left: dict[str, Any], right: dict[str, Any], tolerance: float) -> bool:
    if left["shape"] != right["shape"] or left["dtype"] != right["dtype"]:
        return False
    return all(_close(a, b, tolerance) for a, b in zip(left["data"], right["data"], strict=True))
