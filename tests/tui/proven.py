"""A small lesson as the prover would cache it, written by hand so that tests need no PyTorch."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from torchquiz.engine.errors import WorkerError
from torchquiz.engine.models.answers import (
    Arrange,
    Check,
    Choose,
    Condition,
    Fill,
    Near,
    NearOrder,
    Option,
    Program,
    Reveal,
    Row,
    Table,
    Typed,
    Write,
)
from torchquiz.engine.models.proven import Item, ItemHead, Lesson, Variant
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.models.ways import Stage, Trace, WayHead
from torchquiz.engine.progress.store import Store
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proof.keys import incomplete_key, lesson_key
from torchquiz.engine.sandbox.job import Goal, Job, Outcome
from torchquiz.engine.study.activities import ActivityName
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.study.settings_file import SettingsFile
from torchquiz.engine.study.snippets import SnippetRunner
from torchquiz.engine.study.study import Study
from torchquiz.tui.app.app import TorchquizApp

TORCH = "2.13.0+cpu"
PADS = "A convolution pads automatically, so the image keeps its size."
PASSES = "The number of channels does not change."


def shape(*sizes: int) -> Value:
    """Return a shape as the worker reports it."""
    return Value(
        "shape", [{"tag": "int", "data": size, "text": str(size)} for size in sizes], str(sizes)
    )


CONV = "conv = nn.Conv2d(3, 6, kernel_size=5)\ny = conv(torch.randn(1, 3, 32, 32))"
PADDED = Run("nn.Conv2d(3, 6, kernel_size=5, padding=2)", "", "(1, 6, 32, 32)", "", "", 1.2)
RIGHT_RUN = Run("", "y.shape", "(1, 6, 28, 28)", "", "", 4.2)

CHOOSE = Variant(
    params={},
    name="",
    stem="What is `y.shape`?",
    snippet=CONV,
    setup="import torch\nfrom torch import nn",
    hints=(
        "How many times does a filter of 5 fit along 32 pixels?",
        "Subtract 5 from 32, then count the first position as well.",
    ),
    solution=(
        "The batch stays 1; the channels become 6, one per filter.",
        "Height and width: 32 − 5 + 1 = 28.",
    ),
    check="Without padding and with stride 1, a side loses `kernel_size - 1` pixels.",
    answer=Choose(
        (
            Option("(1, 6, 28, 28)", "value", is_key=True),
            Option(
                "(1, 6, 32, 32)",
                "value",
                is_key=False,
                because="Nothing is added at the border unless `padding` says so.",
                misconception="padding-is-automatic",
                belief=PADS,
                run=PADDED,
            ),
            Option(
                "(1, 3, 28, 28)",
                "value",
                False,
                "The channels become `out_channels`.",
                "channels-pass-through",
                PASSES,
            ),
            Option(
                "(6, 3, 28, 28)",
                "value",
                False,
                "The batch comes first.",
                "channels-pass-through",
                PASSES,
            ),
        )
    ),
    run=RIGHT_RUN,
)

SEVERAL = Variant(
    params={},
    name="",
    stem="Which of these are true of `nn.ReLU`?",
    snippet="",
    setup="",
    hints=(),
    solution=("It replaces negative values by 0 and keeps the shape.",),
    check="`max(0, x)`, element by element.",
    answer=Choose(
        (
            Option("It keeps the shape.", "prose", is_key=True),
            Option("Negative values become 0.", "prose", is_key=True),
            Option(
                "It has parameters.",
                "prose",
                False,
                "It has 0 of them.",
                "everything-learns",
                "Every layer learns.",
            ),
        ),
        several=True,
    ),
    run=None,
)

TYPED = Variant(
    params={},
    name="",
    stem="What shape does `y` have?",
    snippet=CONV,
    setup="",
    hints=("Count the positions of the filter.",),
    solution=("Each side: 32 − 5 + 1 = 28.",),
    check="A side loses 4.",
    answer=Typed(
        key=shape(1, 6, 28, 28),
        tolerance=0,
        near=(
            Near(
                ("(1, 6, 32, 32)",),
                shape(1, 6, 32, 32),
                "Nothing is added at the border.",
                "padding-is-automatic",
                PADS,
                PADDED,
            ),
        ),
    ),
    run=RIGHT_RUN,
)

BLANKED = """\
conv = nn.Conv2d(1, 8, kernel_size=__1__, padding=__2__)
y = conv(torch.randn(4, 1, 28, 28))"""
FILL = Variant(
    params={},
    name="",
    stem="Fill the blanks so that height and width stay 28.",
    snippet=BLANKED,
    setup="",
    hints=(),
    solution=("Half the kernel, rounded down, on each side: 5 // 2 = 2.",),
    check="28 + 2 × 2 − 5 + 1 = 28.",
    answer=Fill(
        blanks=("__1__", "__2__"),
        key=("5", "2"),
        program=Program(
            setup="import torch\nfrom torch import nn",
            code=BLANKED,
            goal="y.shape == (4, 8, 28, 28)",
            names={},
        ),
    ),
    run=Run("", "y.shape", "(4, 8, 28, 28)", "", "", 3.1),
)

WIDE = replace(
    CHOOSE,
    snippet="conv = nn.Conv2d(in_channels=3, out_channels=6, kernel_size=5, padding=0, stride=1)",
    run=None,
)

TABLE = Variant(
    params={},
    name="",
    stem="Fill in the output of each layer.",
    snippet=CONV,
    setup="",
    hints=("Count the positions of the filter.",),
    solution=("Each side: 32 − 5 + 1 = 28.",),
    check="A side loses 4.",
    answer=Table(
        ("shape", "numbers"),
        (
            Row("input", ("(1, 3, 32, 32)", "3072")),
            Row(
                "convolution",
                (
                    Typed(
                        shape(1, 6, 28, 28),
                        0,
                        (
                            Near(
                                ("…",),
                                shape(1, 6, 32, 32),
                                "Nothing is added.",
                                "padding-is-automatic",
                                PADS,
                                PADDED,
                            ),
                        ),
                    ),
                    Typed(Value("int", 4704, "4704"), 0),
                ),
            ),
            Row("pooling", (Typed(shape(1, 6, 14, 14), 0), "1176")),
        ),
    ),
    run=None,
)

STEPS = (
    "optimizer.zero_grad()",
    "loss = criterion(model(x), y)",
    "loss.backward()",
    "optimizer.step()",
)
ORDER = Variant(
    params={},
    name="",
    stem="Put the lines of a training step in order.",
    snippet="",
    setup="",
    hints=("What must exist before you can call backward on it?",),
    solution=("Clear, compute, go back, step.",),
    check="A step comes last.",
    answer=Arrange(
        STEPS,
        "code",
        ((0, 1, 2, 3), (1, 0, 2, 3)),
        Program("", "____", "is_trained", {}),
        near=(
            NearOrder(
                (1, 2, 0, 3),
                "The gradient is gone before the step.",
                "clearing-is-harmless",
                "Gradients may be cleared at any time.",
                Run("", "w", "1.0", "", "", 1.0),
            ),
        ),
    ),
    run=None,
)
WORDS = replace(
    ORDER,
    answer=Arrange(
        ("Clear the gradients.", "Compute the `loss`.", "Go back."),
        "prose",
        ((0, 1, 2),),
        Program("", "____", "is_trained", {}),
        STEPS[:3],
    ),
)

SUM = Check(
    "Two numbers are added.", Condition("total([1, 2])", "total([1, 2])", Value("int", 3, "3"))
)
EMPTY = Check(
    "The sum of no numbers is 0.", Condition("total([])", "total([])", Value("int", 0, "0"))
)
STARTER = "def total(xs):\n    return None"
WRITE = Variant(
    {},
    "",
    "Write `total(xs)`.",
    "",
    "start = 40",
    ("Add.",),
    ("Python has `sum`.",),
    "An empty list has a sum too.",
    Write(
        STARTER,
        "def total(xs):\n    return sum(xs)",
        Program("", "____", "", {}),
        (SUM, EMPTY),
        (
            Near(
                ("def total(xs):\n    return len(xs)",),
                None,
                "This counts.",
                "counts",
                "A sum is a count.",
            ),
        ),
    ),
    Run("def total(xs):\n    return sum(xs)", "", "", "", "", 0.4),
)
CARD = replace(
    CHOOSE,
    stem="What does padding do?",
    answer=Reveal("It adds zeros."),
    hints=(),
    solution=(),
    check="",
    run=RIGHT_RUN,
)

STAGES = (
    Stage(
        "input",
        "",
        (),
        (1000, 3, 32, 32),
        0,
        "RGB images of 32 × 32.",
        (),
        ((0.12, -0.5), (1.0, 0.25)),
    ),
    Stage(
        "conv 3→16, 3×3",
        "nn.Conv2d(3, 16, 3, padding=1)",
        (1000, 3, 32, 32),
        (1000, 16, 32, 32),
        448,
        "Each of 16 filters responds where its pattern is.",
        ((0.12, -0.5), (1.0, 0.25)),
        ((0.31, -0.11), (0.09, -0.72)),
    ),
    Stage(
        "max pool 2×2",
        "nn.MaxPool2d(2)",
        (1000, 16, 32, 32),
        (1000, 16, 16, 16),
        0,
        "Each 2×2 window keeps its largest value.",
        ((0.31, 0.0), (0.09, 0.0)),
        ((0.31,),),
    ),
    Stage("flatten", "nn.Flatten()", (1000, 16, 16, 16), (1000, 4096), 0, "One row per image."),
    Stage(
        "fully connected",
        "nn.Linear(4096, 10)",
        (1000, 4096),
        (1000, 10),
        40970,
        "One number per class.",
    ),
)

INSIGHT = "Filters slide over the image and find features; pooling shrinks the work."

VARIANTS = {
    "shape-without-padding": ("predict", "easy", CHOOSE),
    "what-relu-does": ("claim", "easy", SEVERAL),
    "type-the-shape": ("predict", "medium", TYPED),
    "keep-the-size": ("complete", "hard", FILL),
    "wide-code": ("predict", "hard", WIDE),
    "fill-the-table": ("table", "medium", TABLE),
    "order-the-step": ("order", "medium", ORDER),
    "order-the-words": ("order", "easy", WORDS),
    "write-a-sum": ("write", "hard", WRITE),
    "turn-the-card": ("card", "easy", CARD),
}


WHOLE = ("shape-without-padding", "what-relu-does", "type-the-shape", "keep-the-size")


def item(name: str) -> Item:
    """Return a proven item."""
    kind, level, variant = VARIANTS[name]
    return Item("conv-sizes", name, kind, level, (variant,), proof=f"proof-{name}")  # type: ignore[arg-type]


def lesson(*names: str) -> Lesson:
    """Return the lesson with these items, or with all of its items."""
    heads = tuple(
        ItemHead(
            member.id, member.kind, member.level, member.proof, member.form, member.misconceptions
        )
        for member in map(item, names or WHOLE)
    )
    return Lesson(
        id="conv-sizes",
        title="nn.Conv2d layers",
        minutes=5,
        about="How kernel, stride and padding decide the size of the output.",
        torch=TORCH,
        items=heads,
        ways=(WayHead("trace", 2, "proof-trace"),),
        misconceptions={"padding-is-automatic": PADS, "channels-pass-through": PASSES},
    )


@dataclass
class FakeRunner(SnippetRunner):
    """A fake worker that reports success for a program if its code contains `meets`."""

    meets: str = "kernel_size=3, padding=1"
    jobs: list[Job] = field(default_factory=list)
    is_broken: bool = False
    is_closed: bool = False

    def start(self) -> None:
        """Start nothing."""

    def run(self, job: Job) -> Outcome:
        """Return an outcome that depends only on the program's code."""
        if self.is_broken:
            raise WorkerError("The worker cannot start.")
        self.jobs.append(job)
        holds = self.meets in job.blocks[-1].code
        return Outcome(
            "finished", answers=(Goal(holds, (("y.shape", "(4, 8, 26, 26)"),)),), elapsed_ms=2.0
        )

    def close(self) -> None:
        """Record that the app closed the runner."""
        self.is_closed = True


class Desk:
    """A home folder in which the lesson is proven, where the app can be started repeatedly."""

    step = timedelta(seconds=5)
    """How far the clock moves each time it is read."""

    def __init__(self, home: Path, *names: str) -> None:
        self.home = home
        self.path = home / "conv-sizes.yaml"
        self.path.write_text("lesson: conv-sizes\n")
        self.paths = [self.path]
        self.runner = FakeRunner()
        self.now = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
        if names != ("unproven",):
            self.prove(*names)

    def prove(self, *names: str) -> None:
        """Put the proofs into the cache."""
        proofs = Proofs(self.home / "proofs.db")
        proofs.keep_items([item(name) for name in VARIANTS])
        proofs.keep_way("proof-trace", Trace(INSIGHT, (names or WHOLE)[:1], STAGES))
        proofs.keep_lesson(lesson_key(self.path), lesson(*names))
        proofs.close()

    def open_early(self, *names: str) -> None:
        """Put the proofs of a few items into the cache, while the others are being proven."""
        proofs = Proofs(self.home / "proofs.db")
        proofs.keep_items([item(name) for name in names])
        early = replace(lesson(*names), ways=(), is_complete=False)
        proofs.keep_lesson(incomplete_key(self.path), early)
        proofs.close()

    def app(self, take: str | None = None, way: ActivityName = "practice") -> TorchquizApp:
        """Return a new app with the same progress."""
        store = Store(self.home / "progress.db")
        proofs = Proofs(self.home / "proofs.db")
        study = Study(
            Catalogue(self.paths, proofs), store, self.runner, clock=self._tick, draw_seed=lambda: 7
        )
        app = TorchquizApp(
            self.paths, store, proofs, take, way, SettingsFile(self.home / "settings.toml")
        )
        app.study = study
        return app

    def _tick(self) -> datetime:
        self.now += self.step
        return self.now
