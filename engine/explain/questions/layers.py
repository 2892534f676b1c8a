"""Parses the arguments of layers from their descriptions in a model's trace."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from torchquiz.engine.explain.questions.question import shape_of
from torchquiz.engine.models.calls import Call

CONVOLUTIONS = ("Conv1d", "Conv2d", "Conv3d")
TRANSPOSED = ("ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d")
POOLS = ("MaxPool1d", "MaxPool2d", "MaxPool3d", "AvgPool1d", "AvgPool2d", "AvgPool3d")
BATCH_NORMS = ("BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "SyncBatchNorm")
DROPOUTS = ("Dropout", "Dropout1d", "Dropout2d", "Dropout3d", "AlphaDropout")
RECURRENT = ("LSTM", "GRU", "RNN")


@dataclass(frozen=True, slots=True)
class Layer:
    """A call to a layer, with the layer's arguments and the shapes of its input and output."""

    call: Call
    numbers: tuple[Any, ...]
    """The positional arguments, such as `(3, 16)` of `Conv2d(3, 16, kernel_size=(3, 3))`."""
    options: dict[str, Any] = field(default_factory=dict)
    """The named arguments."""

    @property
    def input(self) -> tuple[int, ...] | None:
        """The shape of the first input, or None if it is not a single tensor."""
        return shape_of(self.call.inputs[0]) if self.call.inputs else None

    @property
    def output(self) -> tuple[int, ...]:
        """The shape of the output, which must be a single tensor."""
        assert self.call.shape is not None
        return self.call.shape

    @property
    def code(self) -> str:
        """The layer as a short constructor call, with equal sizes such as `(3, 3)` written once."""
        return short_code(self.call.code)

    def sizes(self, name: str, default: int, count: int) -> tuple[int, ...] | None:
        """Return an option as one number per axis, or None if it is a string such as `same`."""
        value = self.options.get(name, default)
        if isinstance(value, int):
            return (value,) * count
        is_sizes = isinstance(value, tuple) and all(isinstance(each, int) for each in value)
        return tuple(value) * (count if len(value) == 1 else 1) if is_sizes else None


def layer_of(call: Call) -> Layer | None:
    """Return the layer that a call runs.

    Return None if the call does not run a layer to its end, or if the layer's arguments are not
    known.
    """
    if call.kind != "module" or not call.is_layer or not call.is_done:
        return None
    parsed = _parsed(call.code)
    return Layer(call, *parsed) if parsed is not None else None


def layers_of(calls: Sequence[Call], *types: str) -> list[Layer]:
    """Return the first call to each layer of these types.

    Only layers that map one tensor to one tensor are included.
    """
    found = []
    for call in calls:
        layer = None if call.is_repeated or call.type not in types else layer_of(call)
        if layer is not None and layer.input is not None and call.shape is not None:
            found.append(layer)
    return found


def short_code(code: str) -> str:
    """Shorten a layer's description: write `(3, 3)` as `3`, and leave out default arguments."""
    parsed = _parsed(code)
    if parsed is None:
        return code
    numbers, options = parsed
    name = code.partition("(")[0]
    texts = [_short(value) for value in numbers]
    texts += [
        f"{key}={_short(value)}"
        for key, value in options.items()
        if key not in DEFAULTS or DEFAULTS[key] != _short(value)
    ]
    return f"{name}({', '.join(texts)})"


DEFAULTS = {
    "bias": "True",
    "ceil_mode": "False",
    "dilation": "1",
    "inplace": "False",
    "track_running_stats": "True",
    "affine": "True",
    "eps": "1e-05",
    "momentum": "0.1",
    "elementwise_affine": "True",
}
"""Arguments that are left out of a short description if they have these values."""


@cache
def _parsed(code: str) -> tuple[tuple[Any, ...], dict[str, Any]] | None:
    """Return the positional and named arguments of a constructor call.

    Return None if an argument is not a literal.
    """
    try:
        node = ast.parse(code, mode="eval").body
        if not isinstance(node, ast.Call):
            return None
        numbers = tuple(ast.literal_eval(argument) for argument in node.args)
        options = {
            keyword.arg: ast.literal_eval(keyword.value) for keyword in node.keywords if keyword.arg
        }
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    return numbers, options


def _short(value: Any) -> str:
    if isinstance(value, tuple) and len(value) > 1 and len(set(value)) == 1:
        return repr(value[0])
    return repr(value)
