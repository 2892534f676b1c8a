"""Computes how many positions a sliding window has along each side of its input."""

from dataclasses import dataclass

from torchquiz.engine.explain.questions.layers import POOLS, Layer

Shape = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class WindowSide:
    """One spatial axis of an input, and the window that moves along it."""

    size: int
    padding: int
    kernel: int
    stride: int

    @property
    def positions(self) -> int:
        """The number of positions that the window has along the axis.

        This is floor((size + 2 · padding - kernel) / stride) + 1, as in the documentation of
        `torch.nn.Conv2d` for a dilation of 1.
        """
        return (self.size + 2 * self.padding - self.kernel) // self.stride + 1

    @property
    def rounded_up(self) -> int:
        """The number of positions if those that extend past the border counted as well."""
        return -(-(self.size + 2 * self.padding - self.kernel) // self.stride) + 1

    @property
    def formula(self) -> str:
        """The code for the number of positions, such as `(64 + 2 * 1 - 3) // 2 + 1`."""
        padded = f"{self.size} + 2 * {self.padding}" if self.padding else f"{self.size}"
        if self.stride == 1:
            return f"{padded} - {self.kernel} + 1"
        return f"({padded} - {self.kernel}) // {self.stride} + 1"

    def having(self, *, padding: int | None = None, stride: int | None = None) -> "WindowSide":
        """Return a copy of this axis with a different padding or stride."""
        return WindowSide(
            self.size,
            self.padding if padding is None else padding,
            self.kernel,
            self.stride if stride is None else stride,
        )


def sides_of(layer: Layer) -> list[WindowSide]:
    """Return the spatial axes of a layer's input, each with the window that moves along it.

    The list is empty if the window is dilated or otherwise unusual, or if the formula does not
    match the actual output.
    """
    if layer.input is None or len(layer.input) < 3:
        return []
    sizes = layer.input[2:]
    kernel = layer.sizes("kernel_size", 0, len(sizes))
    default = kernel[0] if kernel and layer.call.type in POOLS else 1
    stride = layer.sizes("stride", default, len(sizes))
    padding = layer.sizes("padding", 0, len(sizes))
    if not kernel or not stride or padding is None or not _is_usual(layer, len(sizes)):
        return []
    sides = [WindowSide(*each) for each in zip(sizes, padding, kernel, stride, strict=True)]
    fits = tuple(side.positions for side in sides) == layer.output[2:]
    return sides if fits else []


def lengths(sides: list[WindowSide]) -> Shape:
    """Return the number of window positions along each axis."""
    return tuple(side.positions for side in sides)


def _is_usual(layer: Layer, count: int) -> bool:
    """Return whether a window is not dilated, pads only with zeros and does not round up."""
    is_dense = layer.sizes("dilation", 1, count) == (1,) * count
    return is_dense and not layer.options.get("ceil_mode") and not layer.options.get("padding_mode")
