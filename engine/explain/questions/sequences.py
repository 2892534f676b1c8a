"""Generates questions about the outputs and parameters of recurrent layers and attention."""

from collections.abc import Iterator
from dataclasses import replace

from torchquiz.engine.explain.questions.layer_question import count_question, layer_lines
from torchquiz.engine.explain.questions.layers import RECURRENT, Layer, layer_of
from torchquiz.engine.explain.questions.question import (
    Question,
    random_tensor,
    shape_of,
    slug,
    value_wrongs,
)
from torchquiz.engine.explain.subject import Subject
from torchquiz.engine.models.calls import Call

GATES = {"LSTM": 4, "GRU": 3, "RNN": 1}
"""The number of input weight matrices: one for each gate, and one for the new state."""


def sequence_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about the model's recurrent layers and attention layers."""
    for call in subject.calls:
        layer = None if call.is_repeated else layer_of(call)
        if layer is not None and call.type in RECURRENT and len(layer.input or ()) == 3:
            yield _after_recurrent(subject, layer)
            if not layer.options.get("proj_size") and layer.options.get("bias", True):
                yield _of_recurrent(subject, layer)
        if call.type == "MultiheadAttention" and call.is_done and not call.is_repeated:
            yield from _of_attention(subject, call)


def _after_recurrent(subject: Subject, layer: Layer) -> Question:
    shape = layer.input or ()
    factor = 2 if layer.options.get("bidirectional") else 1
    size = layer.options.get("proj_size") or layer.numbers[1]
    right = (*shape[:2], size * factor)
    batch = shape[0] if layer.options.get("batch_first") else shape[1]
    steps = (
        "There is an output for every time step, so the first two axes keep their sizes:"
        " {tuple(y.shape)}."
    )
    features = "The last axis has size {y.shape[-1]}, whatever the size of the input."
    candidates = [
        ((*shape[:2], size), "directions-share-features", features),
        ((batch, size * factor), "recurrent-returns-the-last", steps),
        (shape, "recurrent-keeps-features", features),
        ((shape[1], shape[0], size * factor), "axes-out-of-order", steps),
    ]
    return Question(
        id=f"shape-after-{slug(layer.call.path)}",
        topic="shape",
        level="medium",
        stem=f"{subject.introduce(layer)} It returns its outputs and its last state. What is"
        " `y.shape`?",
        snippet="\n".join(
            [*layer_lines(subject, layer), f"y, state = layer({random_tensor(shape)})"]
        ),
        asked={"ask": "y.shape", "key": repr(right)},
        wrongs=value_wrongs(right, candidates),
        hints=(
            "Does the layer return one output for the whole sequence, or one for each time step?",
            "How many features does each output have? Count both directions if there are two.",
        ),
        solution=("The first two axes keep their sizes, and the last has size {y.shape[-1]}.",),
        check="A recurrent layer changes only the last axis.",
    )


def _of_recurrent(subject: Subject, layer: Layer) -> Question:
    reads, hidden = layer.numbers[:2]
    gates, directions = GATES[layer.call.type], 2 if layer.options.get("bidirectional") else 1
    depth = layer.options.get("num_layers", 1)
    inputs = [reads, *[hidden * directions] * (depth - 1)]
    each = [
        f"{gates} * ({hidden} * {size} + {hidden} * {hidden} + 2 * {hidden})" for size in inputs
    ]
    total = " + ".join(each)
    key = f"{directions} * ({total})" if directions > 1 else total
    count = layer.call.own_parameters
    biases = 2 * gates * hidden * depth * directions
    parts = "The layer has {count:,} parameters in all: see the shapes of `layer.parameters()`."
    return count_question(
        subject,
        layer,
        key=key,
        wrongs=value_wrongs(
            count,
            [
                (count - biases, "bias-forgotten", parts),
                (count - biases // 2, "recurrent-has-one-bias", parts),
                (count // gates if gates > 1 else None, "gates-share-weights", parts),
                (gates * hidden * reads + gates * hidden, "state-has-no-weights", parts),
            ],
        ),
        hints=(
            "Each gate has weights for the input and for the previous state, and two biases.",
            "How many gates, layers and directions are there?",
        ),
        solution=(f"{key} = {{count}}.",),
        check="Gates × hidden × (input + hidden + 2), for each layer and direction.",
    )


def _of_attention(subject: Subject, call: Call) -> Iterator[Question]:
    """Yield a question about attention in which queries, keys and values have the same size."""
    shape = shape_of(call.inputs[0]) if call.inputs else None
    width = shape[-1] if shape else 0
    if call.parameters != 4 * width * width + 4 * width or not width:
        return
    projections = "Queries, keys, values and the output each have a projection with a bias."
    candidates = [
        (3 * width * width + 3 * width, "attention-has-three-projections", projections),
        (4 * width * width, "bias-forgotten", projections),
        (width * width + width, "attention-is-one-matrix", projections),
        (0, "attention-learns-nothing", projections),
    ]
    layer = Layer(call, ())
    question = count_question(
        subject,
        layer,
        key=f"4 * {width} * {width} + 4 * {width}",
        wrongs=value_wrongs(call.parameters, candidates),
        hints=(
            "What is projected before the attention is computed, and what after it?",
            "The number of heads does not matter: they divide the width among themselves.",
        ),
        solution=(f"4 * {width} * {width} + 4 * {width} = {{count}}.",),
        check="Each projection is width × width with a bias, whatever the number of heads.",
    )
    name = f"`{call.path}` of `{subject.name}`" if call.path else f"`{subject.name}`"
    stem = (
        f"{name} is a `MultiheadAttention` on vectors of size {width}. How many parameters does"
        " it have?"
    )
    yield replace(question, stem=stem)
