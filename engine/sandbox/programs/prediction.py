"""Passes held-out examples through the layers of a trained model, one layer at a time.

This code runs in the child that trained the model, after the training. Its names begin with an
underscore to avoid clashes with the lesson's names.
"""

# Not imported from `typing`, because that would add a name to those of the lesson. For the same
# reason the functions import what they need, and annotations of torch's types are strings.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import Any

    import torch


class _Prediction:
    """Held-out examples that are passed through the layers one by one.

    Args:
        model: the trained model.
        x_test: the held-out examples.
        y_test: the classes of the held-out examples.
        few: the maximum number of values in an output that is reported as numbers.
        maps: the maximum number of channels to report for a layer.
        least: the minimum side length, in pixels, of an input that is reported as an image.
        largest: the maximum side length of an image, in pixels. Larger images are averaged down.
    """

    def __init__(
        self,
        model: "Callable[..., torch.Tensor]",
        x_test: "torch.Tensor",
        y_test: "torch.Tensor",
        *,
        few: int,
        maps: int,
        least: int,
        largest: int,
    ) -> None:
        self._model, self._x_test, self._y_test = model, x_test, y_test
        self._few, self._maps, self._least, self._largest = few, maps, least, largest
        self._passed: list[list[torch.Tensor]] = []
        """For each example, its input and then the output of every layer so far."""
        self._ends: list[tuple[Any, ...]] = []
        self.inputs: list[list[tuple[Any, ...]]] = []
        """The values that expressions can use, by example and layer: output, input and layer."""

    def begin(self, numbers: "Iterable[int]") -> None:
        """Predict the classes of the held-out examples with these indices."""
        import torch

        self._model.eval()  # type: ignore[attr-defined]  # a Module, as training needs one too
        for number in numbers:
            example = self._x_test[number : number + 1]
            with torch.no_grad():
                output = self._model(example)
            if not len(output):
                raise IndexError(
                    f"held-out example {number} does not exist; there are only {len(self._x_test)}"
                )
            self._passed.append([example])
            self.inputs.append([])
            actual = int(self._y_test[number])
            self._ends.append((self._input(self._x_test[number]), actual, output[0]))

    def follow(self, layer: "Callable[[torch.Tensor], torch.Tensor]") -> None:
        """Pass all examples through the next layer, and record its inputs and outputs."""
        import torch

        for passed, inputs in zip(self._passed, self.inputs, strict=True):
            before = passed[-1]
            with torch.no_grad():
                x = layer(before)
            if not torch.is_tensor(x):
                raise TypeError(f"the layer returns a {type(x).__name__}, not a tensor")
            passed.append(x)
            inputs.append((x, before, layer))

    def outcome(self, example: int) -> "tuple[Any, ...]":
        """Return an example, its true class, the predicted probabilities, and a check.

        The check is whether the layers, one after another, produce the same output as the model.
        """
        shown, actual, output = self._ends[example]
        last = self._passed[example][-1].reshape(-1)
        probabilities = output if _sums_to_one(output) else output.softmax(0)
        is_model = last.shape == output.shape and (
            _close(last, output) or _close(last, probabilities)
        )
        return *shown, actual, probabilities.tolist(), is_model

    def layer(self, example: int, place: int) -> "tuple[Any, ...]":
        """Return a layer's output shape, with its strongest channels or, if few, its values."""
        x = self.inputs[example][place][0]
        if x.dim() == 4:
            strength = x[0].abs().mean((1, 2))
            channels = strength.argsort(descending=True)[: self._maps].tolist()
            return x.shape, [self._picture(x[0, channel]) for channel in channels], channels, []
        return x.shape, [], [], x.reshape(-1).tolist() if x.numel() <= self._few else []

    def _input(self, example: "torch.Tensor") -> "tuple[Any, ...]":
        """Return an example as an image or a possibly shortened list of values, with its shape."""
        import torch

        if example.dim() in (2, 3) and min(example.shape[-2:]) >= self._least:
            grey = example.float() if example.dim() == 2 else example.float().mean(0)
            return self._picture(grey), [], example.shape
        values = example.reshape(-1).float()
        if values.numel() > self._few:
            half = self._few // 2
            values = torch.cat([values[:half], values[-half:]])
        return None, values.tolist(), example.shape

    def _picture(self, sheet: "torch.Tensor") -> "tuple[int, str, float, float]":
        """Return an image's width, its pixels in hexadecimal, and its lowest and highest values."""
        import torch

        if max(sheet.shape) > self._largest:
            height, width = (min(self._largest, side) for side in sheet.shape)
            sheet = torch.nn.functional.adaptive_avg_pool2d(sheet[None], (height, width))[0]
        low, high = sheet.min().item(), sheet.max().item()
        grey = (sheet - low) / (high - low) * 255 if high > low else sheet * 0
        pixels = bytes(grey.round().to(torch.uint8).flatten().tolist()).hex()
        return sheet.shape[1], pixels, low, high


def _sums_to_one(output: "torch.Tensor") -> bool:
    return bool(output.min() >= 0) and abs(output.sum().item() - 1) < 1e-4


def _close(left: "torch.Tensor", right: "torch.Tensor") -> bool:
    import torch

    return torch.allclose(left, right, rtol=1e-4, atol=1e-5)
