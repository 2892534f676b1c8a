"""Describes a model's prediction in words and bars."""

import math
from collections.abc import Sequence

from torchquiz.engine.models.ways import Example, LayerOutput
from torchquiz.engine.wording import RIGHT, WRONG, shape

BETWEEN = "  "


def predicted_class(example: Example) -> int:
    """Return the index of the class with the highest probability."""
    return max(range(len(example.probabilities)), key=example.probabilities.__getitem__)


def verdict(example: Example, classes: tuple[str, ...]) -> str:
    """Return a sentence that says whether the model is right, and how certain it is."""
    guess = predicted_class(example)
    sure = f"{example.probabilities[guess]:.3f}"
    if guess == example.actual:
        return f"{RIGHT} Right: the model predicts {classes[guess]} with probability {sure}."
    own = f"{example.probabilities[example.actual]:.3f}"
    actual = classes[example.actual]
    return (
        f"{WRONG} Wrong: the model predicts {classes[guess]} ({sure}), but it is {actual} ({own})."
    )


def mark(example: Example, place: int) -> str:
    """Return a mark for the actual class or for the class that was wrongly predicted.

    Return an empty string for any other class.
    """
    if place == example.actual:
        return f"{RIGHT} actual"
    return f"{WRONG} predicted" if place == predicted_class(example) else ""


def bar(share: float, cells: int) -> tuple[str, str]:
    """Return the full and the empty part of a bar. From 0.5 %, at least one cell is full."""
    full = min(cells, max(round(share * cells), 1 if share >= 0.005 else 0))
    return "━" * full, "─" * (cells - full)


def layer_line(layer: LayerOutput) -> str:
    """Return the name and the output shape of a layer, such as `conv   8 × 26 × 26`."""
    return f"{layer.name}   {shape(layer.shape)}"


def values(layer: LayerOutput) -> str:
    """Return the output of a layer that has only a few values."""
    return BETWEEN.join(_numbers(layer.values))


def input_line(example: Example, cells: int) -> str:
    """Return the shape and the values of an input that is not an image.

    If the values do not fit into `cells` characters, those in the middle are left out.
    """
    lead = f"input   {shape(example.shape)}   "
    return lead + _shortened(_numbers(example.values), math.prod(example.shape), cells - len(lead))


def _shortened(numbers: Sequence[str], total: int, cells: int) -> str:
    """Return the numbers as one string, all of them if they fit into `cells` characters.

    Otherwise, return as many numbers from both ends as fit, but at least one from each end.
    """
    whole = BETWEEN.join(numbers)
    if len(numbers) == total and len(whole) <= cells:
        return whole
    ends = (
        BETWEEN.join([*numbers[:kept], "…", *numbers[-kept:]])
        for kept in range(len(numbers) // 2, 0, -1)
    )
    shorter = list(ends) or [whole]
    return next((line for line in shorter if len(line) <= cells), shorter[-1])


def _numbers(values: Sequence[float]) -> list[str]:
    decimals = 0 if all(float(value).is_integer() for value in values) else 2
    return [f"{value:.{decimals}f}".replace("-", "−") for value in values]
