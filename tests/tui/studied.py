"""All activities of the small lesson as the prover would cache them, built without PyTorch."""

import math

from msgspec.structs import replace

from tests.tui.proven import CONV, INSIGHT, STAGES, VARIANTS, Desk, item, lesson
from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import (
    Dataset,
    Demo,
    Epoch,
    Example,
    Gauge,
    LayerOutput,
    Learn,
    Measure,
    Metrics,
    Picture,
    Prediction,
    Project,
    Shown,
    Side,
    Start,
    Step,
    Trace,
    Training,
    TrainingPlan,
    Way,
    WayHead,
    WayName,
    Why,
)
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import lesson_key
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.tui.app.app import TorchquizApp

DEMO = Demo(
    CONV, (Shown("y.shape", "(1, 6, 28, 28)"), Shown("conv.weight.shape", "(6, 3, 5, 5)")), "", 4.2
)

START = Start(
    what="A convolution slides small filters over an image;"
    " each filter answers where its pattern is. `nn.Conv2d` holds them.",
    when="Whenever neighbouring pixels belong together: images, spectrograms, maps.",
    example=DEMO,
)

WHY = Why(
    problem="A dense layer needs a weight for every pair of an input pixel and an output value."
    " For an image that is too many.",
    before=Side(
        "dense",
        Demo(
            "layer = nn.Linear(3 * 32 * 32, 6 * 28 * 28)\ny = layer(torch.randn(1, 3 * 32 * 32))",
            (),
            "",
            31.0,
        ),
    ),
    after=Side("convolution", Demo(CONV, (), "", 4.2)),
    measures=(
        Measure("parameters", "14,455,392", "456", 31700.4),
        Measure("time of one image", "2.40 ms", "0.20 ms", 12.0, is_time=True),
        Measure("largest value", "1.2", "1.3", None),
    ),
    so="The convolution has the same 456 weights at every place, so it needs far fewer,"
    " and an edge is found wherever it is.",
)

LEARN = Learn(
    (
        Step(
            "A filter is a small window",
            "It has one weight per pixel and channel of the window.",
            DEMO,
            "shape-without-padding",
        ),
        Step("Nothing is hidden", "A filter adds what it saw, weighed.", None, ""),
        Step("Padding keeps the size", "Half the kernel on each side.", DEMO, "type-the-shape"),
    )
)

METRICS = Metrics(
    about="A small net saw 60 images of three classes that it had not been trained on.",
    code="predicted = model(x_test).argmax(1)",
    classes=("cat", "dog", "bird"),
    matrix=((18, 2, 0), (3, 16, 1), (0, 0, 20)),
    accuracy=0.9,
    precision=(18 / 21, 16 / 18, 20 / 21),
    recall=(0.9, 0.8, 1.0),
    means="Most mistakes are between cats and dogs.",
    items=("shape-without-padding", "what-relu-does"),
    elapsed_ms=120.0,
)

PROJECT = Project(
    brief="The program below guesses. Build one that sees.",
    before=Demo("model = nn.Flatten()", (Shown("accuracy", "0.31"),), "", 3.0),
    gauges=(
        Gauge("accuracy", "accuracy", "0.31", "0.94"),
        Gauge("parameters", "count", "0", "456"),
    ),
    steps=("keep-the-size", "keep-the-size-again"),
    done="From guessing to seeing, with 456 parameters.",
)


def ramp(width: int = 8, height: int = 8) -> Picture:
    """Return a picture that becomes brighter from left to right."""
    return Picture(
        width,
        bytes(round(255 * x / (width - 1)) for _ in range(height) for x in range(width)),
        0.0,
        1.0,
    )


LAYERS = (
    LayerOutput(
        "conv",
        "nn.Conv2d(1, 4, 3, padding=1)",
        (4, 8, 8),
        "Four maps.",
        (ramp(), ramp(), ramp()),
        (2, 0, 3),
    ),
    LayerOutput("flatten", "nn.Flatten()", (256,), "One row."),
    LayerOutput(
        "output", "nn.Linear(256, 3)", (3,), "One score per class.", values=(2.1, -0.3, 0.4)
    ),
)
PREDICTION = Prediction(
    ("cat", "dog", "bird"),
    (Example(ramp(), 0, LAYERS, (0.78, 0.07, 0.15)), Example(ramp(), 1, LAYERS, (0.6, 0.1, 0.3))),
)
NUMBERS = Prediction(
    ("cat", "dog", "bird"),
    (Example(None, 0, LAYERS[1:], (0.78, 0.07, 0.15), (0.12, -0.5, 1.0, 0.25), (4,)),),
)
"""An example whose input is not an image."""

EPOCHS = tuple(
    Epoch(
        number,
        2.3 * math.exp(-number / 3),
        1 - 0.9 * math.exp(-number / 2),
        110.0 + number,
        f"remark {number}",
    )
    for number in range(1, 5)
)
DATA = """\
x = torch.randn(64, 2)
y = (x.sum(1) > 0).long()
x_test, y_test = x[:32], y[:32]
"""
TRAINING = Training(
    "A neuron learns on which side of a line a point lies.",
    TrainingPlan(
        "import torch\nfrom torch import nn",
        (
            Dataset("points", DATA),
            Dataset("far points", DATA.replace("randn(64, 2)", "randn(64, 2) * 9")),
            Dataset("none", "", "no_such_package"),
        ),
        "model = nn.Linear(2, 2)",
        "nn.CrossEntropyLoss()",
        "torch.optim.SGD(model.parameters(), lr=0.5)",
        len(EPOCHS),
        16,
    ),
    EPOCHS,
    "The loss fell, the accuracy rose.",
)
FLOW = (replace(STAGES[0], code="torch.randn(1000, 3, 32, 32)"), *STAGES[1:])
TRACE = Trace(
    INSIGHT,
    ("shape-without-padding",),
    FLOW,
    "import torch\nfrom torch import nn",
    TRAINING,
    PREDICTION,
)

BODIES: dict[WayName, Way] = {
    "start": START,
    "why": WHY,
    "learn": LEARN,
    "trace": TRACE,
    "project": PROJECT,
    "metrics": METRICS,
}

ITEMS = [
    *(item(name) for name in VARIANTS),
    replace(item("keep-the-size"), id="keep-the-size-again", proof="proof-again"),
]


class StudyDesk(Desk):
    """A desk whose lesson declares all activities that learners read."""

    def prove(self, *names: str) -> None:
        """Put all proofs into the cache."""
        proofs = Proofs(self.home / "proofs.db")
        proofs.keep_items(ITEMS)
        proofs.keep_lesson(lesson_key(self.path), studied())
        proofs.close()
        for name, body in BODIES.items():
            self.keep(name, body)

    def keep(self, name: WayName, body: Way) -> None:
        """Put the proof of an activity into the cache, or replace it there."""
        proofs = Proofs(self.home / "proofs.db")
        proofs.keep_way(f"proof-{name}", body)
        proofs.close()

    def at_work(self) -> TorchquizApp:
        """Return a new app with a real worker."""
        app = self.app()
        app.study.runner = SnippetRunner()
        return app


def studied() -> Lesson:
    """Return the small lesson with its activities."""
    whole = lesson()
    again = replace(whole.items[-1], id="keep-the-size-again", proof="proof-again")
    return replace(
        whole,
        items=(*whole.items, again),
        ways=tuple(WayHead(name, 3, f"proof-{name}") for name in BODIES),
    )
