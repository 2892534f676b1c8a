"""The ways to study a lesson, proven: everything that a screen shows of them, computed.

A lesson names its ways; their bodies are read one by one.
"""

from typing import Literal, get_args

from msgspec import Struct, field

from torchquiz.engine.models.evidence import Evidence, Tally

WayName = Literal[
    "start", "why", "learn", "trace", "try", "challenge", "project", "metrics", "review", "test"
]
WAYS: tuple[WayName, ...] = get_args(WayName)
"""In the order of a first study."""


class WayHead(Struct, frozen=True):
    """What a list of ways needs, without the way."""

    name: WayName
    minutes: int
    """About how long it takes, estimated from its words and items."""
    proof: str
    """The content hash under which the way's proof is kept."""


class Shown(Struct, frozen=True):
    """An expression and what it gave."""

    asked: str
    value: str


class Demo(Struct, frozen=True):
    """A snippet that was really run, and what it gave."""

    code: str
    shown: tuple[Shown, ...]
    output: str
    elapsed_ms: float

    def texts(self) -> tuple[str, ...]:
        """Return all the text that is seen of it."""
        return (self.code, self.output, *(f"{one.asked} {one.value}" for one in self.shown))


class Start(Struct, frozen=True, tag="start"):
    """What the lesson is about, when it is needed, and a first example."""

    what: str
    when: str
    example: Demo
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Side(Struct, frozen=True):
    """One side of a comparison: how it is done, and what it costs or gives."""

    name: str
    demo: Demo


class Measure(Struct, frozen=True):
    """A number measured on both sides."""

    name: str
    before: str
    after: str
    factor: float | None
    """How many times larger the side before is; None where a quotient says nothing."""
    is_time: bool = False
    """Whether it was timed, so that it differs from run to run."""


class Why(Struct, frozen=True, tag="why"):
    """The problem that the lesson's topic solves: before and after, measured."""

    problem: str
    before: Side
    after: Side
    measures: tuple[Measure, ...]
    so: str
    """What follows from the measures."""
    shared: str = ""
    """The code that both sides begin with; empty for none."""
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Step(Struct, frozen=True):
    """One concept: said, run, and checked with one question."""

    title: str
    text: str
    demo: Demo | None
    """None for a step that has no code."""
    check: str
    """The id of the item that checks it; empty for none."""


class Learn(Struct, frozen=True, tag="learn"):
    """The lesson's concepts, step by step."""

    steps: tuple[Step, ...]
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Figure(Struct, frozen=True):
    """A figure of a text: what was asked where the code ran, and how the answer is written."""

    ask: str
    spec: str
    text: str


class Stage(Struct, frozen=True):
    """One stage of a lesson's data flow, as it really ran."""

    name: str
    code: str
    before: tuple[int, ...]
    """The shape that comes in; empty for the input."""
    after: tuple[int, ...]
    parameters: int
    means: str
    window_before: tuple[tuple[float, ...], ...] = ()
    """A corner of the first image's first channel (or the first row), as it came in."""
    window_after: tuple[tuple[float, ...], ...] = ()
    """The same corner as it went out."""
    memory: int = 0
    """Bytes of the tensor that comes out."""
    elapsed_ms: float = 0.0
    figures: tuple[Figure, ...] = ()
    """Those of its texts."""


class Picture(Struct, frozen=True):
    """A small grey image: one byte a pixel, row by row."""

    width: int
    pixels: bytes
    low: float
    """The value that is drawn black, 0."""
    high: float
    """The value that is drawn white, 255."""


class Dataset(Struct, frozen=True):
    """Data to train on: code that defines `x`, `y`, `x_test` and `y_test`."""

    name: str
    code: str
    needs: str = ""
    """The package that must be installed for it; empty for none."""


class TrainingPlan(Struct, frozen=True):
    """All that a training run needs; `torchquiz.engine.traces.training` makes a job of it."""

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
    """Mean over the epoch's training batches."""
    accuracy: float
    """On the held-out data after the epoch, from 0 to 1."""
    elapsed_ms: float
    remark: str = ""
    """Computed from this epoch's numbers and those before."""


class Training(Struct, frozen=True):
    """A training run as it went when it was proven, and the plan to run it again."""

    about: str
    plan: TrainingPlan
    epochs: tuple[Epoch, ...]
    """Of the first dataset."""
    means: str


class LayerOutput(Struct, frozen=True):
    """What one layer of the trained model made of an example."""

    name: str
    code: str
    shape: tuple[int, ...]
    means: str
    maps: tuple[Picture, ...] = ()
    """The channels with the strongest answers, strongest first; empty for what is no image."""
    channels: tuple[int, ...] = ()
    """Which channels they are."""
    values: tuple[float, ...] = ()
    """The numbers themselves where they are few; empty for an image."""


class Example(Struct, frozen=True):
    """One example on its way through the trained model."""

    image: Picture | None
    """None for what is no image, such as a vector of features."""
    actual: int
    """The index of its class."""
    layers: tuple[LayerOutput, ...]
    probabilities: tuple[float, ...]
    """By class; they sum to 1."""
    values: tuple[float, ...] = ()
    """The numbers of what is no image; of many, as many from the beginning as from the end."""
    shape: tuple[int, ...] = ()
    """Of what goes into the model, without the batch."""


class Prediction(Struct, frozen=True):
    """Held-out examples, followed layer by layer through the model that the trace trained."""

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
    """Blanks of code to fill in, three attempts at each."""

    items: tuple[str, ...]
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Challenge(Struct, frozen=True, tag="challenge"):
    """Problems against a clock, two attempts at each; a badge for all of them."""

    items: tuple[str, ...]
    seconds: int
    badge: str
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Gauge(Struct, frozen=True):
    """What a project is measured by: a name, an expression, and its values.

    Its values are those before, and after the reference solution.
    """

    name: str
    asked: str
    before: str
    after: str


class Project(Struct, frozen=True, tag="project"):
    """A small model built in checked steps, from a shortcoming to an improvement, measured."""

    brief: str
    before: Demo
    """The program that falls short."""
    gauges: tuple[Gauge, ...]
    steps: tuple[str, ...]
    """Ids of items of kind write or complete, in order; the last one's program is measured."""
    done: str
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


class Metrics(Struct, frozen=True, tag="metrics"):
    """What a model's predictions are worth: a confusion matrix from a real run, with its metrics."""

    about: str
    code: str
    classes: tuple[str, ...]
    matrix: tuple[tuple[int, ...], ...]
    """Rows are the actual classes, columns the predicted ones."""
    accuracy: float
    precision: tuple[float | None, ...]
    """By class; None where nothing was predicted as it."""
    recall: tuple[float | None, ...]
    """By class; None where nothing belongs to it."""
    means: str
    items: tuple[str, ...]
    elapsed_ms: float = 0.0
    evidence: Evidence = field(default_factory=lambda: Evidence(Tally()))


Way = Start | Why | Learn | Trace | Try | Challenge | Project | Metrics
"""Review and test have no body: review draws from all lessons, test from the lesson's items."""
