"""Proven items and lessons, built directly from the models, so that tests need no PyTorch."""

from datetime import UTC, datetime

from torchquiz.engine.models.answers import (
    Answer,
    Arrange,
    Choose,
    Condition,
    Fill,
    Near,
    NearOrder,
    Option,
    Program,
    Row,
    Table,
    Typed,
)
from torchquiz.engine.models.proven import Item, ItemHead, Lesson, Level, Variant
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.progress.store import Attempt

PADDED = Run("conv = nn.Conv2d(3, 6, 5, padding=2)", "y.shape", "(1, 6, 32, 32)", "", "", 3.0)
BELIEF = "A convolution pads by itself."
CHOICE = Choose(
    (
        Option("(1, 6, 28, 28)", "value", is_key=True),
        Option(
            "(1, 6, 32, 32)",
            "value",
            False,
            "Nothing is added.",
            "padding-is-automatic",
            BELIEF,
            PADDED,
        ),
        Option(
            "(1, 3, 28, 28)",
            "value",
            False,
            "Channels become 6.",
            "channels-pass-through",
            "Channels stay.",
        ),
    )
)
MARKS = Choose(
    (
        Option("It has weights.", "prose", is_key=True),
        Option("It has a bias.", "prose", is_key=True),
        Option(
            "It has a memory.",
            "prose",
            False,
            "It keeps nothing.",
            "layers-remember",
            "A layer remembers.",
        ),
        Option(
            "It has a clock.",
            "prose",
            False,
            "It counts nothing.",
            "layers-count",
            "A layer counts.",
        ),
    ),
    several=True,
)
COUNT = Typed(
    Value("int", 456, "456"),
    0.0,
    (Near(("450",), Value("int", 450, "450"), "No bias.", "bias-forgotten", "…"),),
)
BLANKS = Fill(
    ("__1__", "__2__"),
    ("3", "1"),
    Program(
        "",
        "kernel = __1__\npad = __2__\nsize = 28 + 2 * pad - kernel + 1",
        "size == wanted",
        {"wanted": 28},
    ),
    (Near(("3", "2"), None, "A side grows.", "padding-rounds-up", "Half the kernel, rounded up."),),
)


def shape(*sizes: int) -> Value:
    """Return a shape in the form in which the worker reports it."""
    return Value(
        "shape", [{"tag": "int", "data": size, "text": str(size)} for size in sizes], str(sizes)
    )


HALVED = Run("y = nn.MaxPool2d(2)(x)", "y.shape", "(1, 6, 14, 14)", "", "", 2.0)
CELLS = Table(
    ("shape", "parameters"),
    (
        Row("input", ("(1, 3, 32, 32)", "0")),
        Row(
            "convolution",
            (
                Typed(
                    shape(1, 6, 28, 28),
                    0.0,
                    (
                        Near(
                            ("…",),
                            shape(1, 6, 14, 14),
                            "Nothing halves it.",
                            "layers-halve",
                            "Layers halve.",
                            HALVED,
                        ),
                    ),
                ),
                COUNT,
            ),
        ),
        Row("share", (Typed(Value("float", 0.5, "0.5"), 0.01), "—")),
    ),
)
LINES = Arrange(
    ("a = 1", "b = 2", "c = a + b"),
    "code",
    ((0, 1, 2), (1, 0, 2)),
    Program(
        "",
        "start = 0\n____",
        "c == wanted",
        {"wanted": 3},
        (Condition("c == wanted", "c", Value("int", 3, "3")),),
    ),
    near=(
        NearOrder(
            (2, 0, 1),
            "Nothing is there to add.",
            "names-wait",
            "Names wait.",
            Run("", "", "", "", "NameError: …", 1.0),
        ),
    ),
)
STEPS = Arrange(
    ("Take one.", "Double it.", "Add three."),
    "prose",
    ((0, 1, 2),),
    Program("", "for _ in range(1):\n    ____", "x == 5", {}),
    ("x = 1", "x = 2 * x", "x = x + 3"),
)


def variant(answer: Answer = CHOICE, **params: object) -> Variant:
    name = ", ".join(f"{key}={value}" for key, value in params.items())
    hints = ("Look at the kernel.", "Subtract it, then add one.")
    return Variant(
        dict(params),
        name,
        f"What comes out? {name}",
        "y = 1",
        "",
        hints,
        ("A step.",),
        "A check.",
        answer,
        None,
    )


def item(
    item_id: str, answer: Answer = CHOICE, level: Level = "easy", variants: tuple[Variant, ...] = ()
) -> Item:
    return Item(
        "conv",
        item_id,
        "predict",
        level,
        variants or (variant(answer),),
        proof=f"proof of {item_id}",
    )


def lesson(*items: Item) -> Lesson:
    heads = tuple(ItemHead(item.id, item.kind, item.level, item.proof, item.form) for item in items)
    return Lesson("conv", "Convolutions", 5, "…", "2.13.0+cpu", heads)


def attempt(
    item_id: str, verdict: str = "right", try_number: int = 1, misconception: str = ""
) -> Attempt:
    now = datetime(2026, 3, 1, tzinfo=UTC)
    return Attempt(
        *(1, "conv", item_id, "predict", "easy", {}, "a hash", "2.13.0+cpu"),
        *(try_number, 0, "[]", verdict, 1.0, misconception, 1000.0, now),
    )
