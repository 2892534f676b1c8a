"""Loads a state dict from a file into a model, or explains in one sentence why that fails.

This code runs in a child before the program `tracing`. Its names begin with an underscore to avoid
clashes with the lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the functions import what they need, and annotations of torch's types are strings.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    import torch

_WRAPPERS = ("state_dict", "model")
"""The keys under which a checkpoint usually holds the state dict."""
_MOST_NAMED = 3
"""The maximum number of entries that a sentence names."""
_NO_STATE_DICT = (
    "the file does not contain a state dict; write it with `torch.save(model.state_dict(), FILE)`"
)


class _WeightsError(Exception):
    """Raised when a file does not contain weights for the model. The message is a clause."""


def _load_weights(model: "torch.nn.Module", path: str, device: str) -> int:
    """Load a file's weights into a model, and return the number of entries in the state dict.

    Args:
        model: the model.
        path: a file written by `torch.save`, with a state dict or a checkpoint that contains one.
        device: `cpu`, or `meta` to compare only names and shapes.
    """
    state = _state_in(_read(path, device))
    try:
        model.load_state_dict(state, strict=True)
    except RuntimeError as error:
        faults = _mismatches(model, state)
        first = str(error).strip().partition("\n")[0]
        raise _WeightsError(faults or first.rstrip(".:")) from None
    return len(state)


def _read(path: str, device: str) -> object:
    """Return the content of a weights file, without running any code that it may contain."""
    import torch

    try:
        return torch.load(path, map_location=device, weights_only=True)
    except OSError as error:
        raise _WeightsError(f"the file cannot be read: {error.strerror or error}") from None
    except MemoryError:
        raise
    # Misreading a file of another type can raise any exception, such as `KeyError: 101`.
    except Exception as error:
        text = str(error)
        if isinstance(error, RuntimeError) and "memory" in text:
            raise  # In this case the parent tries again with the device `meta`.
        # `Unsupported global: GLOBAL net.Net was not …` is the message of torch since 2.4, and
        # `Unsupported class net.Net` that of older versions.
        if "Unsupported global" in text or "Unsupported class" in text:
            raise _WeightsError(
                "the file contains pickled objects, which could run code when they are loaded;"
                " save only the state dict, with `torch.save(model.state_dict(), FILE)`"
            ) from None
        raise _WeightsError(_NO_STATE_DICT) from None


def _state_in(content: object) -> "Mapping[str, Any]":
    """Find the state dict in a file's content, either at the top level or inside a checkpoint."""
    from collections.abc import Mapping

    inside = [content.get(key) for key in _WRAPPERS] if isinstance(content, Mapping) else []
    for state in [content, *inside]:
        if isinstance(state, Mapping) and all(_is_entry(*entry) for entry in state.items()):
            return state
    raise _WeightsError(_NO_STATE_DICT)


def _is_entry(name: object, value: object) -> bool:
    """Return whether a name and a value can form an entry of a state dict.

    A module's extra state need not be a tensor.
    """
    import torch

    if not isinstance(name, str):
        return False
    return isinstance(value, torch.Tensor) or name.endswith("_extra_state")


def _mismatches(model: "torch.nn.Module", state: "Mapping[str, Any]") -> str:
    """Describe the names and shapes that differ between a model and a file, in one clause.

    Return an empty string if none do.
    """
    own = model.state_dict()
    missing = [name for name in own if name not in state]
    unknown = [name for name in state if name not in own]
    faults = []
    if missing:
        faults.append(f"{_some(missing)} in the model, but not in the file")
    if unknown:
        faults.append(f"{_some(unknown)} in the file, but not in the model")
    differing = [
        f"`{name}` is {_shape(state[name])} in the file and {_shape(own[name])} in the model"
        for name in own
        if name in state and _shape(state[name]) != _shape(own[name])
    ]
    if differing:
        faults.append(_listed(differing))
    return "; ".join(faults)


def _some(names: list[str]) -> str:
    """List names, followed by `is` or `are`, such as `` `a` and `b` are`` or `` `a` is``."""
    verb = "is" if len(names) == 1 else "are"
    return f"{_listed([f'`{name}`' for name in names])} {verb}"


def _listed(parts: list[str]) -> str:
    """Join strings into an enumeration that names only the first few, such as `a, b and 3 more`."""
    shown = parts[:_MOST_NAMED]
    if len(parts) > _MOST_NAMED:
        shown.append(f"{len(parts) - _MOST_NAMED:,} more")
    *others, last = shown
    return f"{', '.join(others)} and {last}" if others else last


def _shape(value: object) -> str:
    """Return a tensor's shape, such as `(8, 3)`.

    A lazy parameter, which has no shape yet, is described as `without a shape`.
    """
    try:
        return str(tuple(value.shape))  # type: ignore[attr-defined]  # raises as below
    except (AttributeError, RuntimeError):
        return "without a shape"
