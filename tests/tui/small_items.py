"""Items of a small proven lesson, one for each answer form, built without PyTorch."""

from torchquiz.engine.models.answers import (
    Answer,
    Arrange,
    Choose,
    Fill,
    Near,
    NearOrder,
    Option,
    Program,
    Row,
    Table,
    Typed,
)
from torchquiz.engine.models.proven import Item, Level, Variant
from torchquiz.engine.models.runs import Run, Value

PADDED = "nn.Conv2d(3, 6, kernel_size=5, padding=2)"
BELIEF = "A convolution pads automatically, so the image keeps its size."
CONV = "conv = nn.Conv2d(3, 6, kernel_size=5)\ny = conv(torch.randn(1, 3, 32, 32))"


def item(
    item_id: str, kind: str, answer: Answer, stem: str, snippet: str = "", level: Level = "easy"
) -> Item:
    """Return an item with one variant, two hints and a solution of two steps."""
    variant = Variant(
        params={},
        name="",
        stem=stem,
        snippet=snippet,
        setup="import torch\nfrom torch import nn" if snippet else "",
        hints=("Look at the kernel.", "Subtract it, then add one."),
        solution=("The batch stays 1.", "Each side: 32 − 5 + 1 = 28."),
        check="A side loses kernel − 1 pixels.",
        answer=answer,
        run=Run("", "y.shape", "(1, 6, 28, 28)", "", "", 4.2) if snippet else None,
    )
    return Item("conv-sizes", item_id, kind, level, (variant,), proof=f"proof of {item_id}")


def chosen() -> Item:
    """Return an item with one right option."""
    run = Run(PADDED, "y.shape", "(1, 6, 32, 32)", "", "", 3.0)
    options = (
        Option("(1, 6, 28, 28)", "value", is_key=True),
        Option(
            "(1, 6, 32, 32)",
            "value",
            False,
            "Nothing is added at the border.",
            "padding-is-automatic",
            BELIEF,
            run,
        ),
        Option(
            "(1, 3, 28, 28)",
            "value",
            False,
            "The channels become 6 × filters.",
            "channels-pass-through",
            "Channels stay.",
        ),
    )
    return item("shape", "predict", Choose(options), "What is `y.shape`?", CONV)


def true_or_false() -> Item:
    """Return an item whose options are never shuffled."""
    options = (
        Option("False", "prose", False, "It does.", "padding-is-automatic", BELIEF),
        Option("True", "prose", is_key=True),
    )
    return item(
        "shrinks", "claim", Choose(options), "A convolution without padding shrinks an image."
    )


def marked() -> Item:
    """Return an item with two right options of three."""
    options = (
        Option("It has weights.", "prose", is_key=True),
        Option("It has a bias.", "prose", is_key=True),
        Option(
            "It has a memory.",
            "prose",
            False,
            "It keeps nothing.",
            "layers-remember",
            "A layer remembers its input.",
        ),
    )
    return item("parts", "claim", Choose(options, several=True), "What is true of nn.Conv2d?")


def counted() -> Item:
    """Return an item whose answer is a typed number."""
    near = Near(
        ("450",),
        Value("int", 450, "450"),
        "The bias was counted once per weight.",
        "bias-per-weight",
        "Each has a bias.",
    )
    typed = Typed(Value("int", 456, "456"), 0.0, (near,))
    return item("count", "predict", typed, "How many parameters has `conv`?", CONV, "medium")


def shaped() -> Item:
    """Return an item whose answer is a typed shape."""
    sizes = [{"tag": "int", "data": size, "text": str(size)} for size in (1, 6, 28, 28)]
    return item(
        "typed-shape",
        "predict",
        Typed(Value("shape", sizes, "(1, 6, 28, 28)"), 0.0),
        "What is `y.shape`?",
        CONV,
        "medium",
    )


def printed(text: str) -> Item:
    """Return an item that asks for the printed output."""
    return item(
        "printed",
        "predict",
        Typed(Value("str", text, text), 0.0),
        "What is printed?",
        "print('…')",
        "medium",
    )


def raised() -> Item:
    """Return an item that asks for a line."""
    options = (
        Option("It raises RuntimeError on line 2.", "prose", is_key=True),
        Option(
            "It raises nothing.",
            "prose",
            False,
            "The channels differ.",
            "channels-fit",
            "Channels are made to fit.",
        ),
    )
    return item("where", "raises", Choose(options), "Does it raise, and where?", CONV, "medium")


def filled() -> Item:
    """Return an item with two blanks."""
    code = "conv = nn.Conv2d(1, 8, kernel_size=__1__, padding=__2__)"
    program = Program(
        "from torch import nn", code, "conv.padding == (1, 1) and conv.kernel_size == (3, 3)", {}
    )
    near = Near(
        ("3", "2"),
        None,
        "A side grows.",
        "padding-rounds-up",
        "Padding is half the kernel, rounded up.",
    )
    answer = Fill(("__1__", "__2__"), ("3", "1"), program, (near,))
    return item("keep-size", "complete", answer, "Keep the size.", code, "hard")


def tabled() -> Item:
    """Return an item with two cells to fill in."""
    sizes = [{"tag": "int", "data": size, "text": str(size)} for size in (1, 6, 28, 28)]
    near = Near(
        ("450",),
        Value("int", 450, "450"),
        "The biases are missing.",
        "bias-forgotten",
        "A layer has no bias.",
    )
    rows = (
        Row("input", ("(1, 3, 32, 32)", "0")),
        Row(
            "conv",
            (
                Typed(Value("shape", sizes, "(1, 6, 28, 28)"), 0.0),
                Typed(Value("int", 456, "456"), 0.0, (near,)),
            ),
        ),
    )
    return item(
        "cells", "table", Table(("shape", "parameters"), rows), "Fill in the table.", CONV, "medium"
    )


def arranged() -> Item:
    """Return an item with three lines to put in order; the first two may be swapped."""
    near = NearOrder(
        (2, 0, 1),
        "There is nothing to add.",
        "names-wait",
        "A name may be used before it is given.",
    )
    program = Program("", "____", "c == 3", {})
    answer = Arrange(
        ("a = 1", "b = 2", "c = a + b"), "code", ((0, 1, 2), (1, 0, 2)), program, near=(near,)
    )
    return item("lines", "order", answer, "Put the lines in order.", level="hard")
