"""Converts the values of a snippet to plain data."""

import math
from typing import Any

import torch
from classes import class_name, cut, is_one_of

MAX_ELEMENTS = 4096
"""The maximum number of elements of a collection that is reported as data and not just as text."""
MAX_DEPTH = 8
"""The maximum nesting depth of collections that are reported as data."""

Plain = dict[str, Any]


def encode(value: Any, depth: int = 0) -> Plain:
    """Return a value's type as a tag, its data for comparisons, and its text for display.

    Only exact types are reported as data, because a subclass of `int` could claim to equal
    anything.
    """
    kind = type(value)
    if kind is int or kind is bool or value is None:
        return _plain(kind.__name__, value, repr(value))
    if kind is float:
        return _plain("float", _number(value), shorten(value))
    if kind is str:
        return _plain("str", value, value)
    if kind is torch.Size:
        sizes = [encode(int(size)) for size in value]
        return _plain("shape", sizes, str(tuple(value)))
    if kind is torch.Tensor or kind is torch.nn.Parameter:
        return _encode_tensor(value)
    if is_one_of(kind, (torch.dtype, torch.device, torch.layout)):
        return _plain(kind.__name__, str(value), str(value))
    if is_one_of(kind, (tuple, list, dict)) and depth < MAX_DEPTH and len(value) <= MAX_ELEMENTS:
        return _encode_collection(value, depth)
    if issubclass(kind, type):
        name = class_name(value)
        return _plain("class", name, name)
    return _plain("other", None, repr(value))


def _plain(tag: str, data: Any, text: str) -> Plain:
    return {"tag": tag, "data": data, "text": cut(text)}


def _number(value: Any) -> Any:
    """Return a number in a form that JSON can represent, with strings for infinity and NaN."""
    return value if math.isfinite(value) else str(value)


def shorten(value: float) -> str:
    """Return a float as a person would write it.

    For example, the float32 nearest to 0.8 becomes `0.8` instead of `0.800000011920929`.
    """
    return repr(value) if len(repr(value)) <= 8 else f"{value:.6g}"


def _encode_collection(value: Any, depth: int) -> Plain:
    text = repr(value)
    if isinstance(value, dict):
        pairs = [[encode(key, depth + 1), encode(item, depth + 1)] for key, item in value.items()]
        return _plain("dict", pairs, text)
    data = [encode(element, depth + 1) for element in value]
    return _plain(type(value).__name__, data, text)


def _encode_tensor(value: torch.Tensor) -> Plain:
    text = repr(value.detach())
    # Sparse tensors and tensors on the device `meta` have no list of elements.
    if value.numel() > MAX_ELEMENTS or value.layout != torch.strided or value.is_meta:
        return _plain("other", None, text)
    flat = value.detach()
    if value.is_complex():
        flat = torch.view_as_real(flat.resolve_conj())
    numbers = [_number(number) for number in flat.flatten().tolist()]
    data = {"dtype": str(value.dtype), "shape": list(value.shape), "data": numbers}
    return _plain("tensor", data, text)
