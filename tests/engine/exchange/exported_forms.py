"""One exported question for each form of answer."""

from tests.engine.items import lesson as small_lesson
from torchquiz.engine.exchange.writers.answer_fields import exported_questions
from torchquiz.engine.exchange.writers.exported import ExportedQuestion
from torchquiz.engine.models.answers import Answer as AnyAnswer
from torchquiz.engine.models.answers import (
    Arrange,
    Choose,
    Fill,
    Near,
    Option,
    Program,
    Reveal,
    Row,
    Table,
    Typed,
    Write,
)
from torchquiz.engine.models.proven import Item, Lesson, Variant
from torchquiz.engine.models.runs import Value

SHAPE = Value(
    "shape",
    [{"tag": "int", "data": 1, "text": "1"}, {"tag": "int", "data": 6, "text": "6"}],
    "(1, 6)",
)
PROGRAM = Program("", "y = ____", "y == 1", {})
FORMS: dict[str, AnyAnswer] = {
    "choose": Choose(
        (
            Option("a < b", "code", is_key=True),
            Option("b & c", "prose", is_key=False, because="Not **so** *much*."),
        )
    ),
    "several": Choose(
        (
            Option("one", "prose", is_key=True),
            Option("two", "prose", is_key=True),
            Option("three", "prose", is_key=False, because="No."),
        ),
        several=True,
    ),
    "shape": Typed(SHAPE, 0.0, (Near(("(6, 1)",), None, "Turned round.", "turned", ""),)),
    "number": Typed(
        Value("float", 0.25, "0.25"), 0.01, (Near(("0.5",), None, "Twice.", "twice", ""),)
    ),
    "fill": Fill(("____",), ("1",), PROGRAM, (Near(("2",), None, "Too many.", "many", ""),)),
    "table": Table(
        ("after",),
        (
            Row("conv", (Typed(SHAPE, 0.0),)),
            Row("pool", ("(1, 3)",)),
            Row("linear", (Typed(SHAPE, 0.0),)),
        ),
    ),
    "order": Arrange(("first()", "second()", "third()"), "code", ((0, 1, 2),), PROGRAM),
    "write": Write("def f(): ...", "def f():\n    return 1", PROGRAM, ()),
    "card": Reveal("It is `28`."),
}


def questions() -> list[ExportedQuestion]:
    """Return one question for each form of answer."""
    lesson: Lesson = small_lesson()
    exported: list[ExportedQuestion] = []
    for name, answer in FORMS.items():
        variant = Variant(
            {},
            "",
            f"What about {name}?",
            "x = 1 < 2",
            "",
            ("Look.",),
            ("Compute.",),
            "Check.",
            answer,
            None,
        )
        exported += exported_questions(lesson, Item(lesson.id, name, "predict", "easy", (variant,)))
    return exported
