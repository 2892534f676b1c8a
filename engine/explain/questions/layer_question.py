"""Builds questions about a single layer, run on an input of the same shape as in the model."""

from torchquiz.engine.explain.questions.layers import Layer
from torchquiz.engine.explain.questions.question import (
    Question,
    Wrong,
    random_tensor,
    slug,
)
from torchquiz.engine.explain.subject import Subject

EASY = ("Linear", "Flatten", "Embedding")
BATCH = "The batch is part of the shape: `len(y)` is {len(y)}."


def layer_lines(subject: Subject, layer: Layer) -> list[str]:
    """Return the code that builds the model and gets the layer from it."""
    if not layer.call.path:
        return [f"layer = {subject.build}"]
    return [
        f"model = {subject.build}",
        f'layer = model.get_submodule("{layer.call.path}")',
    ]


def layer_snippet(subject: Subject, layer: Layer, change: str = "") -> str:
    """Return the code that runs a layer on a random input, optionally after changing the layer."""
    assert layer.input is not None
    x = random_tensor(layer.input)
    if layer.call.type == "Embedding":
        x = f"torch.zeros({', '.join(map(str, layer.input))}, dtype=torch.long)"
    changes = [change] if change else []
    return "\n".join([*layer_lines(subject, layer), *changes, f"y = layer({x})"])


def shape_question(
    subject: Subject,
    layer: Layer,
    *,
    key: str,
    wrongs: tuple[Wrong, ...],
    hints: tuple[str, ...],
    solution: tuple[str, ...],
    check: str,
) -> Question:
    """Return a question about the shape of a layer's output."""
    return Question(
        id=f"shape-after-{slug(layer.call.path)}",
        topic="shape",
        level="easy" if layer.call.type in EASY else "medium",
        stem=f"{subject.introduce(layer)} What is `y.shape`?",
        snippet=layer_snippet(subject, layer),
        asked={"ask": "y.shape", "key": key},
        wrongs=wrongs,
        hints=hints,
        solution=solution,
        check=check,
        path=layer.call.path,
    )


def count_question(
    subject: Subject,
    layer: Layer,
    *,
    key: str,
    wrongs: tuple[Wrong, ...],
    hints: tuple[str, ...],
    solution: tuple[str, ...],
    check: str,
) -> Question:
    """Return a question about how many parameters a layer has."""
    count = "count = sum(p.numel() for p in layer.parameters())"
    return Question(
        id=f"parameters-of-{slug(layer.call.path)}",
        topic="parameters",
        level="medium",
        stem=f"{subject.introduce(layer)} How many parameters does it have?",
        snippet="\n".join([*layer_lines(subject, layer), count]),
        asked={"entry": "typed", "ask": "count", "key": key},
        wrongs=wrongs,
        hints=hints,
        solution=solution,
        check=check,
    )
