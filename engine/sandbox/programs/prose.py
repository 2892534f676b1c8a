"""Evaluates what explanations state about the names of a program that has run.

This code runs in a child of its own, after the program or after `moments.py`, which runs it. Its
names begin with an underscore to avoid clashes with the lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the functions import what they need.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from torchquiz.engine.sandbox.programs.moments import _run_with_moments


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


def _disagreements(code: str, statements: "list[tuple[str, str, int, bool]]") -> "list[str]":
    """Run a program, and return for each statement the value that contradicts it.

    Args:
        code: the program.
        statements: for each statement, the expression, the stated value, its number of decimals (or
            -1 if it is not a number), and whether it may be true at any moment.

    Returns:
        The values at the end of the program, each as text. It is an empty string for a statement
        that is true or cannot be evaluated, or that was true at a moment that it may be about.
    """
    undecided = {number for number, statement in enumerate(statements) if statement[3]}

    def look(is_inside: bool) -> None:
        for number in sorted(undecided):
            if _is_true(*statements[number][:3]):
                undecided.discard(number)

    _run_with_moments(code, look)
    return [
        _disagreement(*statement[:3]) if not statement[3] or number in undecided else ""
        for number, statement in enumerate(statements)
    ]


def _is_true(code: str, stated: str, decimals: int) -> bool:
    try:
        _evaluated(code)
    except Exception:
        return False
    return not _disagreement(code, stated, decimals)


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


def _is_shared(left: "Any", right: "Any") -> bool:
    """Return whether two tensors use the same memory."""
    return bool(left.untyped_storage().data_ptr() == right.untyped_storage().data_ptr())


def _is_alone(tensor: "Any") -> bool:
    """Return whether no other tensor of the program uses the same memory."""
    import torch

    others = [value for value in globals().values() if isinstance(value, torch.Tensor)]
    return not any(other is not tensor and _is_shared(tensor, other) for other in others)


def _difference(left: "Any", right: "Any") -> float:
    """Return the difference of two numbers, each of which may be a tensor with one element.

    Raises:
        ValueError, RuntimeError: one of them is not a number.
    """
    return float(left) - float(right)


def _axes(value: "Any") -> int:
    """Return the number of axes of a tensor, or 0 for a number."""
    return 0 if isinstance(value, (int, float)) else int(value.dim())


def _parameter_counts(module: "Any") -> "tuple[int, int]":
    """Return the number of a module's parameters, and that of the numbers in them."""
    parameters = list(module.parameters())
    return len(parameters), sum(parameter.numel() for parameter in parameters)


def _count(value: "Any", what: str) -> int:
    """Count the elements, axes, rows, columns, channels or parameters of a value.

    Raises:
        AttributeError: the value is neither a tensor nor a module.
        KeyError: a tensor of this shape has no rows, columns or channels.
    """
    if what == "parameters":
        return sum(parameter.numel() for parameter in value.parameters())
    if what == "elements" and isinstance(value, (list, tuple)):
        return len(value)
    sizes: dict[str, int] = {"elements": value.numel(), "axes": value.dim()}
    if value.dim() == 2:
        sizes["rows"], sizes["columns"] = value.shape
    if value.dim() == 4:
        sizes["channels"] = value.shape[1]
    return sizes[what]
