"""A model's prediction in words and bars; pure, and shared by both front ends."""

from engine.models.ways import Example, LayerOutput
from tui.wording import RIGHT, WRONG, shape


def predicted(example: Example) -> int:
    """The class with the highest probability."""
    return max(range(len(example.probabilities)), key=example.probabilities.__getitem__)


def verdict(example: Example, classes: tuple[str, ...]) -> str:
    """Whether the model is right, and how sure it is."""
    guess = predicted(example)
    sure = f"{example.probabilities[guess]:.3f}"
    if guess == example.actual:
        return f"{RIGHT} Right: the model says {classes[guess]}, with probability {sure}."
    own = f"{example.probabilities[example.actual]:.3f}"
    return f"{WRONG} Wrong: the model says {classes[guess]} ({sure}), and it is {classes[example.actual]} ({own})."


def mark(example: Example, place: int) -> str:
    """What stands beside a class: which it is, and which was predicted wrongly."""
    if place == example.actual:
        return f"{RIGHT} is it"
    return f"{WRONG} predicted" if place == predicted(example) else ""


def bar(share: float, cells: int) -> tuple[str, str]:
    """The full and the empty part of a thin bar; any probability that rounds to something shows."""
    full = min(cells, max(round(share * cells), 1 if share >= 0.005 else 0))
    return "━" * full, "─" * (cells - full)


def layer_line(layer: LayerOutput) -> str:
    """`conv   8 × 26 × 26`."""
    return f"{layer.name}   {shape(layer.shape)}"


def values(layer: LayerOutput) -> str:
    """The numbers of a layer that has few."""
    return "  ".join(f"{value:.2f}".replace("-", "−") for value in layer.values)
