"""Describes the shapes of the tensors in a module's inputs and outputs, which may be nested.

This code runs in a child. Its names begin with an underscore to avoid clashes with the lesson's
names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the functions import what they need.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    import torch

_MOST_PARTS = 8
"""The maximum number of elements of a collection that are described one by one."""
_MOST_DEPTH = 4


def _layout(value: object, depth: int = 0) -> str:
    """Describe the shapes in a value, as in `(2×8×64, (1×2×64, 1×2×64))`.

    A scalar tensor is described as `scalar`, and a value without tensors by an empty string.
    """
    import torch

    if isinstance(value, torch.Tensor):
        return "×".join(map(str, value.shape)) or "scalar"
    if depth > _MOST_DEPTH:
        return ""
    named = _named_parts(value)
    if named is not None:
        parts = [f"{name}: {text}" for name, text in _described(named, depth) if text]
        return "{" + ", ".join(parts) + "}" if parts else ""
    if isinstance(value, tuple | list):
        texts = [text for _, text in _described(enumerate(value), depth) if text]
        return "(" + ", ".join(texts) + ")" if texts else ""
    return ""


def _described(parts: "Iterable[tuple[Any, Any]]", depth: int) -> "Iterator[tuple[str, str]]":
    """Yield the name and shapes of each part. One `…` replaces all parts beyond the maximum."""
    for number, (name, part) in enumerate(parts):
        if number == _MOST_PARTS:
            yield "…", "…"
            return
        yield str(name), _layout(part, depth + 1)


def _named_parts(value: object) -> "list[tuple[Any, Any]] | None":
    """Return the names and values of the parts of a dict, named tuple or dataclass.

    Return None for any other value.
    """
    import dataclasses
    from collections.abc import Mapping

    if isinstance(value, Mapping):
        return list(value.items())
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return list(zip(value._fields, value, strict=True))
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [(field.name, getattr(value, field.name)) for field in dataclasses.fields(value)]
    return None


def _tensors(value: object, depth: int = 0) -> "Iterator[torch.Tensor]":
    """Yield all tensors inside a value, including nested ones."""
    import torch

    if isinstance(value, torch.Tensor):
        yield value
    elif depth <= _MOST_DEPTH:
        named = _named_parts(value)
        parts = value if isinstance(value, tuple | list) else []
        for part in [part for _, part in named] if named is not None else parts:
            yield from _tensors(part, depth + 1)


def _size(output: object) -> "dict[str, Any]":
    """Return an output's number of elements and, if it is a single tensor, its shape and dtype."""
    import torch

    is_tensor = isinstance(output, torch.Tensor)
    tensors = list(_tensors(output))
    return {
        "shape": list(output.shape) if isinstance(output, torch.Tensor) else None,
        "dtype": str(output.dtype) if isinstance(output, torch.Tensor) and is_tensor else "",
        "numbers": sum(tensor.numel() for tensor in tensors),
    }
