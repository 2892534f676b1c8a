"""Runs the stages of a model one after another and records the output of each.

This code runs in a child before the stages of a data flow. Its names begin with an underscore to
avoid clashes with the lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the functions import what they need, and annotations of torch's types are strings.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    import torch


class _Stages:
    """The stages of a model that have run so far, each with the results to display."""

    def __init__(self) -> None:
        self.inputs: list[tuple[Any, ...]] = []
        """The values that expressions can use, by stage: output, input, layer and parameters."""
        self.records: list[tuple[Any, ...]] = []
        """The shape, parameter count, bytes, milliseconds and windows of each stage."""

    def begin(self, x: "torch.Tensor", window: int) -> "torch.Tensor":
        """Record the model's input as the output of the first stage, and return it."""
        _check(x)
        self.inputs.append((x, None, None, 0))
        self._record(x, 0, 0.0, [], _rows(x, window))
        return x

    def run(
        self, layer: "Callable[[torch.Tensor], torch.Tensor]", before: "torch.Tensor", window: int
    ) -> "torch.Tensor":
        """Run a layer on the previous stage's output, record the results, and return its output."""
        import time

        began = time.perf_counter()
        x = layer(before)
        elapsed_ms = (time.perf_counter() - began) * 1000
        _check(x)
        parameters = _parameters(layer)
        self.inputs.append((x, before, layer, parameters))
        self._record(x, parameters, elapsed_ms, *_windows(before, x, window))
        return x

    def _record(
        self,
        x: "torch.Tensor",
        parameters: int,
        elapsed_ms: float,
        before: list[list[float]],
        after: list[list[float]],
    ) -> None:
        memory = x.numel() * x.element_size()
        self.records.append((x.shape, parameters, memory, elapsed_ms, before, after))


def _check(x: object) -> None:
    import torch

    if not torch.is_tensor(x):
        raise TypeError(f"the stage returns a {type(x).__name__}, not a tensor")


def _parameters(layer: object) -> int:
    import torch

    if not isinstance(layer, torch.nn.Module):
        return 0
    return sum(parameter.numel() for parameter in layer.parameters())


def _windows(
    before: "torch.Tensor", after: "torch.Tensor", size: int
) -> tuple[list[list[float]], list[list[float]]]:
    """Return the values in a corner of a layer's input and in the same corner of its output."""
    shrinks = 1.0
    if after.dim() == before.dim() == 4 and before.shape[-1]:
        shrinks = after.shape[-1] / before.shape[-1]
    size_after = max(1, min(size, round(size * shrinks)))
    return _rows(before, size), _rows(after, size_after)


def _rows(x: "torch.Tensor", size: int) -> list[list[float]]:
    """Return the values in a corner of an image's first channel.

    For a tensor that is not a batch of images, return the first values of the first example.
    """
    if x.dim() < 2 or x.is_complex() or not x.numel():
        return []
    if x.dim() == 4:
        return _as_floats(x[0, 0, :size, :size])
    return _as_floats(x.reshape(x.shape[0], -1)[:1, : 2 * size])


def _as_floats(sheet: "torch.Tensor") -> list[list[float]]:
    return [[round(float(number), 3) for number in row] for row in sheet]


_stages = _Stages()
