"""The proven activities of a lesson, with all values that a screen shows.

A lesson itself contains only the name of each activity and a few facts about it. The content is
loaded when it is needed.
"""

from typing import Literal, get_args

from msgspec import Struct, field

from torchquiz.engine.models.calls import CallFlow
from torchquiz.engine.models.evidence import Evidence, Tally

WayName = Literal[
    "start", "why", "learn", "trace", "try", "challenge", "project", "metrics", "review", "test"
]
WAYS: tuple[WayName, ...] = get_args(WayName)
"""All activities of a lesson, in the order in which a learner first sees them."""


class WayHead(Struct, frozen=True):
    """A summary of an activity, for use in lists of activities."""

    name: WayName
    minutes: int
    """The number of minutes that it takes, estimated from the number of its words and items."""
    proof: str
    """The content hash under which the proof of the activity is stored."""


class Shown(Struct, frozen=True):
    """An expression and its value, as a screen shows them."""

    asked: str
    value: str


class Demo(Struct, frozen=True):
    """A snippet that was run, with its output and the values of some expressions."""

    code: str
    shown: tuple[Shown, ...]
    output: str
    elapsed_ms: float

    def texts(self) -> tuple[str, ...]:
        """Return all strings of this example that a learner sees."""
        values = (f"{shown.asked} {shown.value}" for shown in self.shown)
        return (self.code, self.output, *values)


class Start(Struct, frozen=True, tag="start"):
    """The beginning of a lesson: its topic, what the topic is good for, and a first example."""

    what: str
    when: str
    example: Demo
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Side(Struct, frozen=True):
    """One of the two programs that are compared: its name, its code and the result."""

    name: str
    demo: Demo


class Measure(Struct, frozen=True):
    """A number that was measured for both programs."""

    name: str
    before: str
    after: str
    factor: float | None
    """The `before` value divided by the `after` value, or None if the ratio is meaningless."""
    is_time: bool = False
    """Whether the number is a duration, which differs from run to run."""


class Why(Struct, frozen=True, tag="why"):
    """A problem that the lesson's topic solves, with measurements of two programs."""

    problem: str
    before: Side
    after: Side
    measures: tuple[Measure, ...]
    so: str
    """The conclusion to draw from the measurements."""
    shared: str = ""
    """The code that runs first on both sides, or an empty string if there is none."""
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Step(Struct, frozen=True):
    """A step that teaches one concept: a text, an example and a question."""

    title: str
    text: str
    demo: Demo | None
    """The example, or None for a step without code."""
    check: str
    """The id of the item that checks the step, or an empty string if there is none."""


class Learn(Struct, frozen=True, tag="learn"):
    """The lesson's concepts, step by step."""

    steps: tuple[Step, ...]
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Figure(Struct, frozen=True):
    """A computed number in a text: its expression, its format and the result."""

    ask: str
    spec: str
    text: str


class Stage(Struct, frozen=True):
    """A stage of a lesson's data flow, with the values that its code produced."""

    name: str
    code: str
    before: tuple[int, ...]
    """The shape of the stage's input. It is empty for the first stage."""
    after: tuple[int, ...]
    parameters: int
    means: str
    window_before: tuple[tuple[float, ...], ...] = ()
    """A corner of the first channel of the first input image, or part of the input's first row."""
    window_after: tuple[tuple[float, ...], ...] = ()
    """The same corner of the output."""
    memory: int = 0
    """The size of the output tensor in bytes."""
    elapsed_ms: float = 0.0
    figures: tuple[Figure, ...] = ()
    """The computed numbers in the passages of the stage."""


class Picture(Struct, frozen=True):
    """A small greyscale image, stored row by row with one byte per pixel."""

    width: int
    pixels: bytes
    low: float
    """The value that the byte 0 (black) represents."""
    high: float
    """The value that the byte 255 (white) represents."""


class Dataset(Struct, frozen=True):
    """Training data: code that defines `x`, `y`, `x_test` and `y_test`."""

    name: str
    code: str
    needs: str = ""
    """The import name of the package that the data needs, or an empty string if it needs none."""


class TrainingPlan(Struct, frozen=True):
    """The code and settings for a training run, used by `torchquiz.engine.traces.training`."""

    setup: str
    datasets: tuple[Dataset, ...]
    model: str
    loss: str
    optimizer: str
    epochs: int
    batch: int
    seed: int = 0


class Epoch(Struct, frozen=True):
    """One epoch of a training run, with its measured loss and accuracy."""

    number: int
    loss: float
    """The mean loss over the training batches of the epoch."""
    accuracy: float
    """The accuracy on the held-out data after the epoch, from 0 to 1."""
    elapsed_ms: float
    remark: str = ""
    """A comment on how the numbers of this epoch compare with those of earlier epochs."""


class Training(Struct, frozen=True):
    """A training run that was recorded, and the plan for running it again."""

    about: str
    plan: TrainingPlan
    epochs: tuple[Epoch, ...]
    """The epochs of the run on the first dataset."""
    means: str


class LayerOutput(Struct, frozen=True):
    """The output of one layer of the trained model for one example."""

    name: str
    code: str
    shape: tuple[int, ...]
    means: str
    maps: tuple[Picture, ...] = ()
    """The channels with the strongest activations, strongest first.

    The tuple is empty if the output is not an image.
    """
    channels: tuple[int, ...] = ()
    """The indices of the channels in `maps`."""
    values: tuple[float, ...] = ()
    """The values of the output if there are only a few, or an empty tuple for an image."""


class Example(Struct, frozen=True):
    """An example, and the output of each layer of the trained model for it."""

    image: Picture | None
    """The example as an image, or None if it is something else, such as a feature vector."""
    actual: int
    """The index of the actual class."""
    layers: tuple[LayerOutput, ...]
    probabilities: tuple[float, ...]
    """The predicted probability of each class. The probabilities add up to 1."""
    values: tuple[float, ...] = ()
    """The values of an example that is not an image.

    If there are many, only the first and last values are included.
    """
    shape: tuple[int, ...] = ()
    """The shape of the model's input, without the batch axis."""


class Prediction(Struct, frozen=True):
    """Held-out examples, and the output of each layer of the trained model for them."""

    classes: tuple[str, ...]
    examples: tuple[Example, ...]


class Trace(Struct, frozen=True, tag="trace"):
    """The data flow of a model, its training, and its predictions."""

    insight: str
    quiz: tuple[str, ...]
    stages: tuple[Stage, ...]
    setup: str = ""
    training: Training | None = None
    prediction: Prediction | None = None
    flow: CallFlow | None = None
    """The calls inside a model, for a trace without stages."""
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Try(Struct, frozen=True, tag="try"):
    """Items with blanks to fill in. Learners have three tries at each item."""

    items: tuple[str, ...]
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Challenge(Struct, frozen=True, tag="challenge"):
    """Problems to solve within a time limit, and a badge for solving all of them.

    Learners have two tries at each problem.
    """

    items: tuple[str, ...]
    seconds: int
    badge: str
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Gauge(Struct, frozen=True):
    """A number that is measured in a project, and the expression that measures it.

    `before` is its value for the original program, and `after` its value for the reference
    solution.
    """

    name: str
    asked: str
    before: str
    after: str


class Project(Struct, frozen=True, tag="project"):
    """A small program that learners build in steps, with measurements of what it improves."""

    brief: str
    before: Demo
    """The original program, which the project improves."""
    gauges: tuple[Gauge, ...]
    steps: tuple[str, ...]
    """The ids of `write` or `complete` items, in order.

    The program from the last step is measured.
    """
    done: str
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Metrics(Struct, frozen=True, tag="metrics"):
    """The confusion matrix and metrics of a classifier whose code was run."""

    about: str
    code: str
    classes: tuple[str, ...]
    matrix: tuple[tuple[int, ...], ...]
    """The confusion matrix. Its rows are actual classes, and its columns are predicted classes."""
    accuracy: float
    precision: tuple[float | None, ...]
    """The precision of each class, or None for a class that was never predicted."""
    recall: tuple[float | None, ...]
    """The recall of each class, or None for a class without examples."""
    means: str
    items: tuple[str, ...]
    elapsed_ms: float = 0.0
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


Way = Start | Why | Learn | Trace | Try | Challenge | Project | Metrics
"""An activity with a body. Review and test have no body, since they only choose items."""
