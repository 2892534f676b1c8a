"""Lists the figures that a program computes: the shapes, counts and numbers of its values.

This code runs in a child of its own, after `moments.py`. Its names begin with an underscore to
avoid clashes with the lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the functions import what they need.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from torchquiz.engine.sandbox.programs.moments import _run_with_moments

_MOST_VALUES = 24
_DEEPEST = 3
_MOST_FIGURES = 5_000


def _observed(code: str) -> "list[str]":
    """Run a program, and return the figures of all values that its names have had, each as text.

    The shapes that modules return are included, although a module inside another one has no name.
    Inside loops, whole numbers are left out, because most of them only count.
    """
    import torch

    found: dict[str, None] = {}

    def note_result(module: torch.nn.Module, given: object, result: object) -> None:
        if isinstance(result, torch.Tensor) and len(found) < _MOST_FIGURES:
            found[str(tuple(result.shape))] = None

    def look(is_inside: bool) -> None:
        for name, value in list(globals().items()):
            if not name.startswith("_") and not (is_inside and type(value) is int):
                found.update(dict.fromkeys(_figures_of(value, 0)))

    hook = torch.nn.modules.module.register_module_forward_hook(note_result)
    _run_with_moments(code, look)
    hook.remove()
    return list(found)


def _figures_of(value: "Any", depth: int) -> "Iterator[str]":
    import torch

    if isinstance(value, torch.Tensor):
        yield from _figures_of_tensor(value, depth)
    elif isinstance(value, torch.nn.Module):
        yield from _figures_of_module(value)
    elif isinstance(value, torch.optim.Optimizer):
        for group in value.param_groups:
            yield from (str(option) for option in group.values() if type(option) in (int, float))
    elif type(value) in (int, float):
        yield str(value)
    elif isinstance(value, torch.Size | list | tuple | dict):
        yield str(len(value))
        if len(value) <= _MOST_VALUES and depth < _DEEPEST:
            for part in value.values() if isinstance(value, dict) else value:
                yield from _figures_of(part, depth + 1)


def _figures_of_tensor(tensor: "Any", depth: int) -> "Iterator[str]":
    yield from (str(tuple(tensor.shape)), str(tensor.numel()), str(tensor.nbytes))
    yield from (str(size) for size in tensor.shape)
    if tensor.layout == tensor.__class__().layout:
        yield str(tensor.stride())
    if tensor.numel() <= _MOST_VALUES and tensor.device.type == "cpu":
        yield str(tensor.tolist())
    if tensor.is_leaf and tensor.grad is not None and depth < _DEEPEST:
        yield from _figures_of_tensor(tensor.grad, depth + 1)


def _figures_of_module(module: "Any") -> "Iterator[str]":
    yield repr(module)
    sizes = [parameter.numel() for parameter in module.parameters()]
    yield from (str(size) for size in (*sizes, sum(sizes), len(sizes)))
    yield from (str(tuple(entry.shape)) for entry in module.state_dict().values())
    for part in module.modules():
        yield str(sum(parameter.numel() for parameter in part.parameters()))
