"""Asks for the output of recurrent layers and of attention."""

from collections.abc import Iterator

from torchquiz.engine.explain.questions.layers import RECURRENT, Layer, layer_of
from torchquiz.engine.explain.questions.question import (
    Question,
    random_tensor,
    slug,
    value_wrongs,
)
from torchquiz.engine.explain.subject import Subject


def sequence_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about recurrent layers."""
    for call in subject.calls:
        if call.type in RECURRENT and not call.is_repeated:
            layer = layer_of(call)
            if layer is not None and layer.input is not None and len(layer.input) == 3:
                yield _after_recurrent(subject, layer)


def _after_recurrent(subject: Subject, layer: Layer) -> Question:
    shape = layer.input or ()
    hidden = layer.numbers[1]
    factor = 2 if layer.options.get("bidirectional") else 1
    size = layer.options.get("proj_size") or hidden
    right = (*shape[:2], size * factor)
    batch = shape[0] if layer.options.get("batch_first") else shape[1]
    steps = "There is an output for every time step, so the first two axes stay: {tuple(y.shape)}."
    features = "The last axis has {y.shape[-1]} numbers, whatever the size of the input."
    return Question(
        id=f"shape-after-{slug(layer.call.path)}",
        topic="shape",
        level="medium",
        stem=f"{subject.introduce(layer)} It returns its outputs and its last state. What is"
        " `y.shape`?",
        snippet="\n".join(
            [
                f"model = {subject.build}",
                f'layer = model.get_submodule("{layer.call.path}")',
                f"y, state = layer({random_tensor(shape)})",
            ]
        ),
        asked={"ask": "y.shape", "key": repr(right)},
        wrongs=value_wrongs(
            right,
            [
                ((*shape[:2], size), "directions-share-features", features),
                ((batch, size * factor), "recurrent-returns-the-last", steps),
                (shape, "recurrent-keeps-features", features),
                ((shape[1], shape[0], size * factor), "axes-out-of-order", steps),
            ],
        ),
        hints=(
            "Does the layer return one output for the sequence, or one for each time step?",
            "How many features does each output have? Count both directions if there are two.",
        ),
        solution=("The first two axes stay, and the last has {y.shape[-1]} features.",),
        check="A recurrent layer changes only the last axis.",
        path="",
    )
