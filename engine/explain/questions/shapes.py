"""Generates questions about the output shapes of linear, embedding and flattening layers."""

import math
from collections.abc import Iterator

from torchquiz.engine.explain.questions.layer_question import BATCH, shape_question
from torchquiz.engine.explain.questions.layers import Layer, layers_of
from torchquiz.engine.explain.questions.question import Question, code_of, value_wrongs
from torchquiz.engine.explain.subject import Subject


def shape_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about the output shape of each linear, embedding and flattening layer."""
    for layer in layers_of(subject.calls, "Linear"):
        yield _after_linear(subject, layer)
    for layer in layers_of(subject.calls, "Embedding"):
        yield _after_embedding(subject, layer)
    for layer in layers_of(subject.calls, "Flatten"):
        yield _after_flatten(subject, layer)


def _after_linear(subject: Subject, layer: Layer) -> Question:
    right = layer.output
    shape = layer.input or ()
    size = math.prod(right[:-1])
    last = "A linear layer only changes the size of the last axis: {tuple(y.shape)}."
    wrongs = value_wrongs(
        right,
        [
            ((right[-1], shape[-1]), "output-is-the-weight", _WEIGHT),
            (right[-1:], "batch-forgotten", BATCH),
            ((size, right[-1]) if len(right) > 2 else None, "linear-flattens", last),
            (shape, "linear-keeps-features", last),
            ((*shape, right[-1]), "linear-adds-an-axis", last),
        ],
    )
    hints = (
        "Which axis does a linear layer work on?",
        "What is the size of that axis afterwards? All other axes keep their sizes.",
    )
    solution = (
        "`out_features` is {layer.out_features}, so that is the size of the last axis of `y`.",
        "All other axes keep their sizes, so `y.shape` is {tuple(y.shape)}.",
    )
    check = "A linear layer changes only the last axis, from `in_features` to `out_features`."
    return shape_question(
        subject,
        layer,
        key=code_of(right),
        wrongs=wrongs,
        hints=hints,
        solution=solution,
        check=check,
    )


_WEIGHT = (
    "{tuple(layer.weight.shape)} is the shape of the layer's weight, not of its output, which is"
    " {tuple(y.shape)}."
)


def _after_embedding(subject: Subject, layer: Layer) -> Question:
    right = layer.output
    shape = layer.input or ()
    each = "Each index is replaced by its vector of {y.shape[-1]} numbers: {tuple(y.shape)}."
    wrongs = value_wrongs(
        right,
        [
            ((*shape, layer.numbers[0]), "embedding-is-one-hot", each),
            ((shape[0], right[-1]), "embedding-sums", each),
            (shape, "embedding-keeps-the-shape", each),
            (right[1:], "batch-forgotten", BATCH),
        ],
    )
    hints = (
        "What does an embedding replace each index with?",
        "The output has the shape of the indices, with one more axis at the end.",
    )
    solution = ("Each index becomes a vector, so one axis of {y.shape[-1]} is added at the end.",)
    check = "An embedding adds one axis, of size `embedding_dim`."
    return shape_question(
        subject,
        layer,
        key=code_of(right),
        wrongs=wrongs,
        hints=hints,
        solution=solution,
        check=check,
    )


def _after_flatten(subject: Subject, layer: Layer) -> Question:
    right = layer.output
    shape = layer.input or ()
    total = math.prod(shape)
    row = "`nn.Flatten` keeps the batch, so there is one row for each of the {len(y)} examples."
    wrongs = value_wrongs(
        right,
        [
            ((total,), "batch-flattened", row),
            ((1, total), "batch-flattened", row),
            ((*shape[:2], total // (shape[0] * shape[1])), "flatten-keeps-channels", row),
            ((shape[0], sum(shape[1:])), "flatten-adds-sizes", _PRODUCT),
        ],
    )
    hints = (
        "Which axis does `nn.Flatten` leave unchanged?",
        "Multiply the sizes of all the others.",
    )
    product = " * ".join(map(str, shape[1:]))
    solution = (
        f"The batch axis stays. The others are merged into one: {product} = {{y.shape[-1]}}.",
    )
    check = "Flattening keeps the number of elements."
    return shape_question(
        subject,
        layer,
        key=code_of(right),
        wrongs=wrongs,
        hints=hints,
        solution=solution,
        check=check,
    )


_PRODUCT = "The sizes are multiplied, because every number is kept: {y.shape[-1]} per example."
