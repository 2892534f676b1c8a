"""Builds the blocks and asks that follow held-out examples through a trained model's layers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from torchquiz.engine.models.runs import Value
from torchquiz.engine.models.ways import Picture
from torchquiz.engine.sandbox.job import Ask, Block, program
from torchquiz.engine.sandbox.values import plain

MAPS = 6
"""Number of a layer's channels that are shown, at most."""
FEW = 32
"""Number of values that are shown as numbers, at most."""
LEAST = 4
"""Pixels along a side; a smaller input is not shown as an image."""
LARGEST = 48
"""Pixels along a side; a larger image is averaged down."""
NAMES = "x, before, layer"
"""The names that an expression about a layer may use."""
BEGIN = (
    "_prediction = _Prediction("
    f"model, x_test, y_test, few={FEW}, maps={MAPS}, least={LEAST}, largest={LARGEST})"
)


@dataclass(frozen=True, slots=True)
class ExampleOutcome:
    """An example, and what the model predicts for it."""

    image: Picture | None
    """The image; None for an example that is not an image."""
    values: tuple[float, ...]
    """The numbers of an example that is not an image; only the first and last if there are many."""
    shape: tuple[int, ...]
    actual: int
    probabilities: tuple[float, ...]
    is_model: bool
    """Whether the layers together give the model's output, perhaps after a softmax."""


@dataclass(frozen=True, slots=True)
class LayerActivation:
    """A layer's output for an example."""

    shape: tuple[int, ...]
    maps: tuple[Picture, ...]
    channels: tuple[int, ...]
    values: tuple[float, ...]


def prediction_blocks(examples: Block, layers: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks to run after the training.

    Args:
        examples: the indexes of held-out examples, separated by commas.
        layers: expressions, each for something to call.
    """
    yield program("prediction")
    yield Block(BEGIN, "prediction", role="setup")
    yield Block(f"_prediction.begin([{examples.code}])", examples.path, examples.line)
    for layer in layers:
        # A newline before the bracket, because the code may end in a comment.
        yield Block(f"_prediction.follow({layer.code.strip()}\n)", layer.path, layer.line)


def example_ask(example: int) -> Ask:
    """Return the ask for the model's prediction, whose answer `read_example` reads."""
    return Ask(f"_prediction.outcome({example})")


def layer_ask(example: int, layer: int) -> Ask:
    """Return the ask for a layer's output for an example, whose answer `read_layer` reads."""
    return Ask(f"_prediction.layer({example}, {layer})")


def about(example: int, layer: int) -> str:
    """Return code for an expression about a layer; it replaces `{}` and may use `NAMES`."""
    return f"(lambda {NAMES}: ({{}}))(*_prediction.inputs[{example}][{layer}])"


def read_example(answer: Value) -> ExampleOutcome:
    """Read the answer to `example_ask`."""
    image, values, shape, actual, probabilities, is_model = plain(answer)
    picture = _picture(image) if image else None
    return ExampleOutcome(picture, values, shape, actual, probabilities, is_model)


def read_layer(answer: Value) -> LayerActivation:
    """Read the answer to `layer_ask`."""
    shape, maps, channels, values = plain(answer)
    return LayerActivation(shape, tuple(map(_picture, maps)), channels, values)


def _picture(plain: Any) -> Picture:
    width, pixels, low, high = plain
    return Picture(width, bytes.fromhex(pixels), low, high)
