"""Values that left the worker: comparing them, and saying them.

They are compared by what they are, never by how they print: `torch.double` is `torch.float64`, `[1, 6]` is `torch.Size([1, 6])`.
"""

import math
from typing import Any

from engine.models.proven import Value

SEQUENCES = {"shape", "tuple", "list"}
NUMBERS = {"int", "float"}


def same(left: Value, right: Value, tolerance: float = 0.0) -> bool:
    """Whether two values are one value; floats may differ by `tolerance`.

    A shape, a tuple and a list of equal elements are the same; so are 1 and 1.0; True and 1 are not.
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
        return len(left.data) == len(right.data) and all(
            same(_decoded(a), _decoded(b), tolerance)
            for pair, other in zip(left.data, right.data, strict=True)
            for a, b in zip(pair, other, strict=True)
        )
    return bool(left.data == right.data)


def decode(plain: dict[str, Any]) -> Value:
    """A value from the JSON that the worker reported."""
    return Value(plain["tag"], plain["data"], plain["text"])


def has_floats(value: Value) -> bool:
    """Whether comparing the value exactly would compare floats."""
    if value.tag == "float":
        return True
    if value.tag == "tensor":
        return "float" in value.data["dtype"]
    return value.tag in SEQUENCES and any(has_floats(element) for element in _elements(value))


def is_comparable(value: Value) -> bool:
    """Whether the worker could report the value as data; an arbitrary object only has a text."""
    if value.tag == "other":
        return False
    return value.tag not in SEQUENCES or all(is_comparable(element) for element in _elements(value))


def _elements(value: Value) -> list[Value]:
    return [_decoded(element) for element in value.data]


def _decoded(element: Any) -> Value:
    return element if isinstance(element, Value) else decode(element)


def _close(left: Any, right: Any, tolerance: float) -> bool:
    a, b = float(left), float(right)
    if math.isnan(a) or math.isnan(b):
        return math.isnan(a) and math.isnan(b)
    return a == b or abs(a - b) <= tolerance


def _same_tensor(left: dict[str, Any], right: dict[str, Any], tolerance: float) -> bool:
    if left["shape"] != right["shape"] or left["dtype"] != right["dtype"]:
        return False
    return all(_close(a, b, tolerance) for a, b in zip(left["data"], right["data"], strict=True))
