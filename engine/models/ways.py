"""Defines proven ways to study a lesson, with everything computed that a screen shows.

A lesson lists its ways; their bodies are loaded one by one.
"""

from typing import Literal, get_args

from msgspec import Struct, field

from torchquiz.engine.models.evidence import Evidence, Tally

WayName = Literal[
    "start", "why", "learn", "trace", "try", "challenge", "project", "metrics", "review", "test"
]
WAYS: tuple[WayName, ...] = get_args(WayName)
"""All ways, in the order in which a learner first meets them."""


class WayHead(Struct, frozen=True):
    """The data of a way that a list of ways needs."""

    name: WayName
    minutes: int
    """Minutes that it takes, estimated from its words and items."""
    proof: str
    """Content hash under which the way's proof is stored."""


class Shown(Struct, frozen=True):
    """An expression and its value."""

    asked: str
    value: str


class Demo(Struct, frozen=True):
    """A snippet that was run, with its values and output."""

    code: str
    shown: tuple[Shown, ...]
    output: str
    elapsed_ms: float

    def texts(self) -> tuple[str, ...]:
        """Return every text that a learner sees of it."""
        values = (f"{shown.asked} {shown.value}" for shown in self.shown)
        return (self.code, self.output, *values)


class Start(Struct, frozen=True, tag="start"):
    """The start of a lesson: its topic, its uses, and a first example."""

    what: str
    when: str
    example: Demo
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Side(Struct, frozen=True):
    """One side of a comparison: its code and what the code gave."""

    name: str
    demo: Demo


class Measure(Struct, frozen=True):
    """A number measured on both sides."""

    name: str
    before: str
    after: str
    factor: float | None
    """Ratio of the value before to the value after; None if a ratio means nothing."""
    is_time: bool = False
    """Whether it is a duration, which differs from run to run."""


class Why(Struct, frozen=True, tag="why"):
    """The problem that the lesson's topic solves: before and after, measured."""

    problem: str
    before: Side
    after: Side
    measures: tuple[Measure, ...]
    so: str
    """Conclusion from the measures."""
    shared: str = ""
    """Code that both sides begin with; empty if there is none."""
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Step(Struct, frozen=True):
    """One concept: explained, run, and checked with one question."""

    title: str
    text: str
    demo: Demo | None
    """Example code; None for a step without code."""
    check: str
    """Id of the item that checks the step; empty if there is none."""


class Learn(Struct, frozen=True, tag="learn"):
    """The lesson's concepts, step by step."""

    steps: tuple[Step, ...]
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Figure(Struct, frozen=True):
    """A figure in a text: the expression that computes it, its format, and its text."""

    ask: str
    spec: str
    text: str


class Stage(Struct, frozen=True):
    """One stage of a lesson's data flow, from a real run."""

    name: str
    code: str
    before: tuple[int, ...]
    """Shape of the stage's input; empty for the first stage."""
    after: tuple[int, ...]
    parameters: int
    means: str
    window_before: tuple[tuple[float, ...], ...] = ()
    """A corner of the first image's first channel, or of the first row, in the input."""
    window_after: tuple[tuple[float, ...], ...] = ()
    """The same corner in the output."""
    memory: int = 0
    """Size of the output tensor in bytes."""
    elapsed_ms: float = 0.0
    figures: tuple[Figure, ...] = ()
    """Figures in its texts."""


class Picture(Struct, frozen=True):
    """A small greyscale image with one byte per pixel, row by row."""

    width: int
    pixels: bytes
    low: float
    """Value that is drawn as black, 0."""
    high: float
    """Value that is drawn as white, 255."""


class Dataset(Struct, frozen=True):
    """Data to train on: code that defines `x`, `y`, `x_test` and `y_test`."""

    name: str
    code: str
    needs: str = ""
    """Import name of the package that it needs; empty if it needs none."""


class TrainingPlan(Struct, frozen=True):
    """A training run's code and settings, which `torchquiz.engine.traces.training` runs."""

    setup: str
    datasets: tuple[Dataset, ...]
    model: str
    loss: str
    optimizer: str
    epochs: int
    batch: int
    seed: int = 0


class Epoch(Struct, frozen=True):
    """One epoch of a real run."""

    number: int
    loss: float
    """Mean loss over the epoch's training batches."""
    accuracy: float
    """Accuracy on the held-out data after the epoch, from 0 to 1."""
    elapsed_ms: float
    remark: str = ""
    """Comment computed from the numbers of this epoch and the earlier ones."""


class Training(Struct, frozen=True):
    """A recorded training run, and the plan to run it again."""

    about: str
    plan: TrainingPlan
    epochs: tuple[Epoch, ...]
    """Epochs on the first dataset."""
    means: str


class LayerOutput(Struct, frozen=True):
    """The output of one layer of the trained model for an example."""

    name: str
    code: str
    shape: tuple[int, ...]
    means: str
    maps: tuple[Picture, ...] = ()
    """Channels with the strongest activations, strongest first; empty if it is not an image."""
    channels: tuple[int, ...] = ()
    """Indices of these channels."""
    values: tuple[float, ...] = ()
    """The values themselves if they are few; empty for an image."""


class Example(Struct, frozen=True):
    """One example, followed through the trained model."""

    image: Picture | None
    """The example as an image; None if it is not one, such as a vector of features."""
    actual: int
    """Index of its class."""
    layers: tuple[LayerOutput, ...]
    probabilities: tuple[float, ...]
    """Probability of each class; they add up to 1."""
    values: tuple[float, ...] = ()
    """Values of an example that is not an image; if there are many, the first and last ones."""
    shape: tuple[int, ...] = ()
    """Shape of the model's input, without the batch axis."""


class Prediction(Struct, frozen=True):
    """Held-out examples, followed layer by layer through the trained model."""

    classes: tuple[str, ...]
    examples: tuple[Example, ...]


class Trace(Struct, frozen=True, tag="trace"):
    """A model's data flow, its training and its predictions."""

    insight: str
    quiz: tuple[str, ...]
    stages: tuple[Stage, ...]
    setup: str = ""
    training: Training | None = None
    prediction: Prediction | None = None
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Try(Struct, frozen=True, tag="try"):
    """Code with blanks to fill in, with three attempts each."""

    items: tuple[str, ...]
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Challenge(Struct, frozen=True, tag="challenge"):
    """Problems to solve against the clock, with two attempts each; a badge for solving all."""

    items: tuple[str, ...]
    seconds: int
    badge: str
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Gauge(Struct, frozen=True):
    """A measure of a project: its name, its expression, and its values.

    The values are from the program before the project and from the reference solution.
    """

    name: str
    asked: str
    before: str
    after: str


class Project(Struct, frozen=True, tag="project"):
    """A small model that the learner builds in checked steps, with measures of the improvement."""

    brief: str
    before: Demo
    """The program that falls short."""
    gauges: tuple[Gauge, ...]
    steps: tuple[str, ...]
    """Ids of `write` or `complete` items, in order; the program of the last one is measured."""
    done: str
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Metrics(Struct, frozen=True, tag="metrics"):
    """The quality of a model's predictions: a confusion matrix from a real run, and metrics."""

    about: str
    code: str
    classes: tuple[str, ...]
    matrix: tuple[tuple[int, ...], ...]
    """Rows are the actual classes, columns the predicted ones."""
    accuracy: float
    precision: tuple[float | None, ...]
    """Precision of each class; None if it was never predicted."""
    recall: tuple[float | None, ...]
    """Recall of each class; None if it has no examples."""
    means: str
    items: tuple[str, ...]
    elapsed_ms: float = 0.0
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


Way = Start | Why | Learn | Trace | Try | Challenge | Project | Metrics
"""A way with a body; review and test have none, since they only draw items."""
