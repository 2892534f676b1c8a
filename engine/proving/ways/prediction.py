"""Prediction in a trace: held-out examples go through the trained model's layers one by one, which together must be the model."""

from collections.abc import Iterator, Sequence

from torchquiz.engine.models.declared import PredictionModel, TraceModel
from torchquiz.engine.models.ways import Example, LayerOutput, Prediction
from torchquiz.engine.proving.ways.trial import Told, Trial
from torchquiz.engine.sandbox.job import Answered, Ask, Block
from torchquiz.engine.traces.prediction import (
    NAMES,
    ExampleOutcome,
    LayerActivation,
    about,
    example_ask,
    layer_ask,
    prediction_blocks,
    read_example,
    read_layer,
)
from torchquiz.engine.yaml.positions import Where

AT: Where = ("prediction",)


class Following:
    """What is run and asked after the training, and the prediction once it is read."""

    def __init__(self, trial: Trial[TraceModel], model: PredictionModel) -> None:
        self._trial = trial
        self._model = model
        self.prediction: Prediction | None = None
        """None until it is read."""
        self._told = {
            (example, layer): trial.texts(
                (*AT, "layers", layer), names=NAMES, around=about(example, layer)
            )
            for example in range(len(model.examples))
            for layer in range(len(model.layers))
        }

    @property
    def blocks(self) -> list[Block]:
        """The layers, to be followed after the training."""
        numbers = ", ".join(map(str, self._model.examples))
        layers = [
            self._trial.block(one.layer, *AT, "layers", place, "layer")
            for place, one in enumerate(self._model.layers)
        ]
        return list(prediction_blocks(self._trial.block(numbers, *AT, "examples"), layers))

    @property
    def asks(self) -> Iterator[Ask]:
        """Example by example: how it ends, then each layer with the figures of its texts."""
        for example in range(len(self._model.examples)):
            yield example_ask(example)
            for layer in range(len(self._model.layers)):
                yield layer_ask(example, layer)
                yield from self._told[example, layer].asks

    def read(self, answers: Sequence[Answered]) -> None:
        """Read the answers.

        Raises:
            Broken: the layers are not the model, or no example is predicted rightly.
        """
        left = iter(answers)
        examples = tuple(self._example(number, left) for number in range(len(self._model.examples)))
        if not any(
            one.probabilities.index(max(one.probabilities)) == one.actual for one in examples
        ):
            remedy = "Follow at least one that the model gets right, or train it longer."
            raise self._trial.refuse(
                "none of the examples is predicted rightly.", remedy, *AT, "examples"
            )
        self.prediction = Prediction(tuple(self._model.classes), examples)

    def _example(self, number: int, left: Iterator[Answered]) -> Example:
        end = read_example(self._trial.value(next(left), "the prediction", *AT, "layers"))
        layers = tuple(self._layer(number, place, left) for place in range(len(self._model.layers)))
        self._check(end)
        self._trial.proof.tally.figures.proven += len(end.probabilities)
        return Example(end.image, end.actual, layers, end.probabilities, end.values, end.shape)

    def _check(self, end: ExampleOutcome) -> None:
        if not end.is_model:
            remedy = "List every step of the model's forward, in order; only a softmax may come after them."
            raise self._trial.refuse(
                "the layers together do not give what the model gives.", remedy, *AT, "layers"
            )
        count, classes = len(end.probabilities), len(self._model.classes)
        if count != classes or end.actual not in range(classes):
            message = f"the model tells {count} classes apart, and {classes} are named."
            raise self._trial.refuse(
                message, "Name every class, in the order of their indexes.", *AT, "classes"
            )

    def _layer(self, example: int, place: int, left: Iterator[Answered]) -> LayerOutput:
        model, told = self._model.layers[place], self._told[example, place]
        made = read_layer(self._trial.value(next(left), "the layer", *AT, "layers", place))
        self._look(told, told.read([next(left) for _ in told.asks]), model.layer, made)
        self._trial.proof.tally.stages.proven += 1 if example == 0 else 0
        name, means = (self._trial.text(*AT, "layers", place, field) for field in ("name", "means"))
        return LayerOutput(
            name, model.layer.strip(), made.shape, means, made.maps, made.channels, made.values
        )

    def _look(self, told: Told, figures: list[str], code: str, made: LayerActivation) -> None:
        told.look([*figures, code, str(made.shape), str(made.values), str(made.channels)])
