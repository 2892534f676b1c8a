"""Describes the prediction of a model in words and bars."""

import math
from collections.abc import Sequence

from torchquiz.engine.models.ways import Example, LayerOutput
from torchquiz.engine.wording import RIGHT, WRONG, shape

BETWEEN = "  "


def predicted_class(example: Example) -> int:
    """Return the class with the highest probability."""
    return max(range(len(example.probabilities)), key=example.probabilities.__getitem__)


def verdict(example: Example, classes: tuple[str, ...]) -> str:
    """Return a sentence that says whether the model is right, with the probabilities."""
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
    """Return the mark for a class if it is the actual class or was wrongly predicted."""
    if place == example.actual:
        return f"{RIGHT} actual"
    return f"{WRONG} predicted" if place == predicted_class(example) else ""


def bar(share: float, cells: int) -> tuple[str, str]:
    """Return the full and empty parts of a bar; 0.5 % or more fills at least one cell."""
    full = min(cells, max(round(share * cells), 1 if share >= 0.005 else 0))
    return "━" * full, "─" * (cells - full)


def layer_line(layer: LayerOutput) -> str:
    """Return the name and output shape of a layer: `conv   8 × 26 × 26`."""
    return f"{layer.name}   {shape(layer.shape)}"


def values(layer: LayerOutput) -> str:
    """Return the output values of a layer that has only a few."""
    return BETWEEN.join(_numbers(layer.values))


def input_line(example: Example, cells: int) -> str:
    """Return the shape and the numbers of an example that is not an image.

    If they do not fit into `cells` characters, the numbers in the middle are left out.
    """
    lead = f"input   {shape(example.shape)}   "
    return lead + _shortened(_numbers(example.values), math.prod(example.shape), cells - len(lead))


def _shortened(numbers: Sequence[str], total: int, cells: int) -> str:
    """Return all numbers if they fit.

    Otherwise return as many from both ends as fit, but at least one from each.
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
