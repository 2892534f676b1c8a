"""Proves the prediction in `trace`, which sends held-out examples through the model.

The examples pass through the layers one by one, which together must produce the model's output.
"""

from collections.abc import Iterator, Sequence

from torchquiz.engine.models.declared import PredictionModel, TraceModel
from torchquiz.engine.models.ways import Example, LayerOutput, Prediction
from torchquiz.engine.proof.way_context import WayContext
from torchquiz.engine.sandbox.job import Answered, Ask, Block
from torchquiz.engine.traces.prediction import (
    NAMES,
    ExampleOutcome,
    about,
    example_ask,
    layer_ask,
    prediction_blocks,
    read_example,
    read_layer,
)
from torchquiz.engine.yaml.positions import Where

AT: Where = ("prediction",)


class PredictionProof:
    """The proof of a prediction: the code to run after training, and the checks of its results."""

    def __init__(self, context: WayContext[TraceModel], model: PredictionModel) -> None:
        self._context = context
        self._model = model
        self.prediction: Prediction | None = None
        """The proven prediction, or None until `read` is called."""
        self._examples = range(len(model.examples))
        self._layers = range(len(model.layers))
        self._templates = {}
        for example in self._examples:
            for layer in self._layers:
                field = (*AT, "layers", layer)
                self._templates[example, layer] = context.templates(
                    field, names=NAMES, around=about(example, layer)
                )

    @property
    def blocks(self) -> list[Block]:
        """The code of the prediction's layers, as blocks to run after the training code."""
        numbers = ", ".join(map(str, self._model.examples))
        layers = [
            self._context.block(model.layer, *AT, "layers", layer, "layer")
            for layer, model in enumerate(self._model.layers)
        ]
        return list(prediction_blocks(self._context.block(numbers, *AT, "examples"), layers))

    @property
    def asks(self) -> Iterator[Ask]:
        """The expressions to evaluate after the training code.

        For each example, these are the prediction, and then each layer with the computed numbers in
        its texts.
        """
        for example in self._examples:
            yield example_ask(example)
            for layer in self._layers:
                yield layer_ask(example, layer)
                yield from self._templates[example, layer].asks

    def read(self, answers: Sequence[Answered]) -> None:
        """Build the prediction from the values of the expressions that `asks` yields.

        Raises:
            ProofStopped: the layers do not match the model, or no example is classified correctly.
        """
        unread = iter(answers)
        examples = tuple(self._example(number, unread) for number in self._examples)
        if not any(map(_is_right, examples)):
            raise self._context.stop(
                "none of the examples is classified correctly.",
                "Choose at least one that the model gets right, or train it longer.",
                *(*AT, "examples"),
            )
        self.prediction = Prediction(tuple(self._model.classes), examples)

    def _example(self, number: int, answers: Iterator[Answered]) -> Example:
        answer = next(answers)
        end = read_example(self._context.value(answer, "the prediction", *AT, "layers"))
        layers = tuple(self._layer(number, layer, answers) for layer in self._layers)
        self._check_end(end)
        self._context.tally.figures.proven += len(end.probabilities)
        return Example(end.image, end.actual, layers, end.probabilities, end.values, end.shape)

    def _check_end(self, end: ExampleOutcome) -> None:
        if not end.is_model:
            raise self._context.stop(
                "the layers together do not produce the model's output.",
                "List every step of the model's `forward` in order; only a softmax may come after"
                " them.",
                *(*AT, "layers"),
            )
        count, classes = len(end.probabilities), len(self._model.classes)
        if count != classes or end.actual not in range(classes):
            raise self._context.stop(
                f"the model has {count} outputs, but {classes} classes are named.",
                "Name every class, in the order of the class indexes.",
                *(*AT, "classes"),
            )

    def _layer(self, example: int, layer: int, answers: Iterator[Answered]) -> LayerOutput:
        field = (*AT, "layers", layer)
        code = self._model.layers[layer].layer
        templates = self._templates[example, layer]
        output = read_layer(self._context.value(next(answers), "the layer", *field))
        figures = templates.render([next(answers) for _ in templates.asks])
        shown = [code, str(output.shape), str(output.values), str(output.channels)]
        templates.check_figures([*figures, *shown])
        if example == 0:
            self._context.tally.stages.proven += 1
        return LayerOutput(
            self._context.text(*field, "name"),
            code.strip(),
            output.shape,
            self._context.text(*field, "means"),
            output.maps,
            output.channels,
            output.values,
        )


def _is_right(example: Example) -> bool:
    """Return whether the model classifies an example correctly."""
    return example.probabilities.index(max(example.probabilities)) == example.actual
