"""Builds the code that follows held-out examples through the layers of a trained model."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from torchquiz.engine.models.runs import Value
from torchquiz.engine.models.ways import Picture
from torchquiz.engine.sandbox.job import Ask, Block, program
from torchquiz.engine.sandbox.values import plain

MAPS = 6
"""The maximum number of a layer's channels that are shown."""
FEW = 32
"""The maximum number of values that are shown as numbers."""
LEAST = 4
"""The minimum side length, in pixels, for an input to be shown as an image."""
LARGEST = 48
"""The maximum side length of an image, in pixels. Larger images are averaged down."""
NAMES = "x, before, layer"
"""The names available to an expression about a layer."""
BEGIN = (
    "_prediction = _Prediction("
    f"model, x_test, y_test, few={FEW}, maps={MAPS}, least={LEAST}, largest={LARGEST})"
)


@dataclass(frozen=True, slots=True)
class ExampleOutcome:
    """A held-out example, with its true class and the model's prediction."""

    image: Picture | None
    """The example as an image, or None if it is not an image."""
    values: tuple[float, ...]
    """The values of an example that is not an image, shortened if there are many."""
    shape: tuple[int, ...]
    actual: int
    probabilities: tuple[float, ...]
    is_model: bool
    """Whether the layers together produce the model's output, with or without a final softmax."""


@dataclass(frozen=True, slots=True)
class LayerActivation:
    """The output of a layer for an example."""

    shape: tuple[int, ...]
    maps: tuple[Picture, ...]
    channels: tuple[int, ...]
    values: tuple[float, ...]


def prediction_blocks(examples: Block, layers: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks of code that pass held-out examples through the layers.

    These blocks must run after the training code.

    Args:
        examples: the indices of held-out examples, separated by commas.
        layers: expressions, each of which evaluates to a callable.
    """
    yield program("prediction")
    yield Block(BEGIN, "prediction", role="setup")
    yield Block(f"_prediction.begin([{examples.code}])", examples.path, examples.line)
    for layer in layers:
        # A newline comes before the bracket, because the code may end in a comment.
        yield Block(f"_prediction.follow({layer.code.strip()}\n)", layer.path, layer.line)


def example_ask(example: int) -> Ask:
    """Return the expression that yields a prediction. `read_example` converts its value."""
    return Ask(f"_prediction.outcome({example})")


def layer_ask(example: int, layer: int) -> Ask:
    """Return the expression that yields a layer's output. `read_layer` converts its value."""
    return Ask(f"_prediction.layer({example}, {layer})")


def about(example: int, layer: int) -> str:
    """Return a code template that evaluates an expression about a layer.

    The expression takes the place of `{}` in the template, and may use the names in `NAMES`.
    """
    return f"(lambda {NAMES}: ({{}}))(*_prediction.inputs[{example}][{layer}])"


def read_example(answer: Value) -> ExampleOutcome:
    """Convert the value of the expression from `example_ask` to an example and its prediction."""
    image, values, shape, actual, probabilities, is_model = plain(answer)
    picture = _picture(image) if image else None
    return ExampleOutcome(picture, values, shape, actual, probabilities, is_model)


def read_layer(answer: Value) -> LayerActivation:
    """Convert the value of the expression from `layer_ask` to a layer's output."""
    shape, maps, channels, values = plain(answer)
    return LayerActivation(shape, tuple(map(_picture, maps)), channels, values)


def _picture(plain: Any) -> Picture:
    width, pixels, low, high = plain
    return Picture(width, bytes.fromhex(pixels), low, high)
