"""Evaluates what explanations state about the names of a program that has run.

This code runs in a child of its own, after the program. Its names begin with an underscore to avoid
clashes with the lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the functions import what they need.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _dtypes() -> "list[str]":
    """Return the dtypes of all tensors and arrays that the program holds, such as `float32`."""
    import torch

    values = list(globals().values())
    found: set[str] = set()
    for _ in range(3):  # a tensor in a list in a dictionary
        inner: list[Any] = []
        for value in values:
            dtype = getattr(value, "dtype", None)  # of a tensor or an array of NumPy
            if dtype is not None:
                found.add(str(dtype).removeprefix("torch."))
            if isinstance(value, torch.Tensor):
                if isinstance(value.grad if value.is_leaf else None, torch.Tensor):
                    inner.append(value.grad)
            elif isinstance(value, torch.dtype):
                found.add(str(value).removeprefix("torch."))
            elif isinstance(value, torch.nn.Module):
                inner += value.state_dict().values()
            elif isinstance(value, dict):
                inner += value.values()
            elif isinstance(value, (list, tuple)):
                inner += value[:100]
        values = inner
    return sorted(found)


def _disagreement(code: str, stated: str, decimals: int) -> str:
    """Return the value of an expression if it is not the stated value, and otherwise nothing.

    Args:
        code: an expression, which the program's names may occur in.
        stated: the expression of the stated value.
        decimals: the number of decimals of the stated value, or -1 if it is not a number.

    Returns:
        The value as text, or an empty string if the values agree or cannot be compared.
    """
    import torch

    try:
        actual, expected = _evaluated(code), _evaluated(stated)
    except Exception:
        return ""
    if isinstance(actual, torch.Tensor) and actual.numel() == 1 and decimals >= 0:
        actual = actual.item()
    kinds = (bool, int, float, str, type(None), torch.dtype, torch.Size, tuple, list)
    if type(actual) not in kinds or type(expected) not in kinds:
        return ""
    if decimals >= 0:
        if not {type(actual), type(expected)} <= {int, float}:
            return ""
        is_same = abs(actual - expected) <= 0.5000001 * 10**-decimals
    elif isinstance(actual, tuple | list) and isinstance(expected, tuple | list):
        is_same = list(actual) == list(expected)
    else:
        is_same = type(actual) is type(expected) and actual == expected
    return "" if is_same else str(tuple(actual) if isinstance(actual, torch.Size) else actual)


def _evaluated(code: str) -> "Any":
    return eval(code, globals())
