"""Finds out what code has changed in PyTorch and Python, by whatever detour.

This code runs in a child of its own, before a lesson's setup. Its names begin with an underscore to
avoid clashes with the lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the functions import what they need.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


def _owners() -> "dict[str, Any]":
    """Return the modules and classes whose attributes code must not change, by name."""
    import builtins
    import math

    import torch

    return {
        "builtins": builtins,
        "math": math,
        "torch": torch,
        "torch.Tensor": torch.Tensor,
        "torch.nn": torch.nn,
        "torch.nn.functional": torch.nn.functional,
        "torch.nn.init": torch.nn.init,
        "torch.nn.Module": torch.nn.Module,
        "torch.nn.Linear": torch.nn.Linear,
        "torch.nn.Conv2d": torch.nn.Conv2d,
        "torch.optim": torch.optim,
        "torch.optim.SGD": torch.optim.SGD,
        "torch.autograd": torch.autograd,
        "torch.linalg": torch.linalg,
        "torch.utils.data": torch.utils.data,
    }


def _settings() -> "dict[str, str]":
    """Return the global settings that change how later code behaves, each as text."""
    import torch

    return {
        "the default dtype": str(torch.get_default_dtype()),
        "whether gradients are recorded": str(torch.is_grad_enabled()),
        "whether inference mode is on": str(torch.is_inference_mode_enabled()),
        "how tensors are printed": str(vars(torch._tensor_str.PRINT_OPTS)),
        "whether algorithms are deterministic": str(torch.are_deterministic_algorithms_enabled()),
    }


_SET_BY_TORCH = {"Storage"}
"""Attributes that PyTorch itself changes: `torch.set_default_dtype` sets `torch.Storage`."""
_was: "dict[str, dict[str, Any]]" = {}
_was_set: "dict[str, str]" = {}


def _remember() -> None:
    """Remember the attributes and settings as they are, to compare them later."""
    _was.update((name, dict(vars(owner))) for name, owner in _owners().items())
    _was_set.update(_settings())


def _changed_attributes() -> "list[str]":
    """Return the attributes of PyTorch and Python that code has changed, such as `torch.relu`."""
    import types

    found: list[str] = []
    for name, owner in _owners().items():
        before, now = _was[name], dict(vars(owner))
        for key in before.keys() | now.keys():
            if key.startswith("__") or before.get(key) is now.get(key):
                continue
            is_lazy = key not in before and isinstance(now[key], types.ModuleType)
            is_own = is_lazy or _is_wrapped_by_torch(now.get(key), before.get(key))
            if not is_own and not key.startswith("_") and key not in _SET_BY_TORCH:
                found.append(f"{name}.{key}")
    return sorted(found)


def _is_wrapped_by_torch(now: "Any", before: "Any") -> bool:
    """Return whether PyTorch itself has wrapped a function.

    An optimizer's first step may import `torch._dynamo`, which wraps `torch.manual_seed`.
    """
    import os

    import torch

    if before is None or getattr(now, "__wrapped__", None) is not before:
        return False
    code = getattr(now, "__code__", None)
    return code is not None and code.co_filename.startswith(os.path.dirname(torch.__file__))


def _hidden_names(usual: "tuple[str, ...]") -> "list[str]":
    """Return the names of modules and built-in functions that stand for something else.

    Args:
        usual: names that usually stand for a module.
    """
    import builtins
    import types

    return [
        name
        for name, value in globals().items()
        if (name in usual and not isinstance(value, types.ModuleType))
        or (name in vars(builtins) and not name.startswith("_") and callable(value))
    ]


def _settings_changed() -> "list[str]":
    """Return the global settings that differ from those before the setup."""
    now = _settings()
    return [name for name, value in _was_set.items() if now[name] != value]
