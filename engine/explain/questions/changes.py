"""Asks what a changed stride, padding or bias does to shapes and counts."""

from collections.abc import Iterator

from torchquiz.engine.explain.questions.layers import CONVOLUTIONS, Layer, layers_of
from torchquiz.engine.explain.questions.question import Question, slug, value_wrongs
from torchquiz.engine.explain.questions.shapes import (
    layer_snippet,
    positions,
    sides_formula,
    window_of,
)
from torchquiz.engine.explain.subject import Subject


def change_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about changes to the model's layers."""
    for layer in layers_of(subject.calls, *CONVOLUTIONS):
        yield from _other_stride(subject, layer)
        yield from _no_padding(subject, layer)
    for layer in layers_of(subject.calls, *CONVOLUTIONS, "Linear"):
        if layer.options.get("bias", True):
            yield _no_bias(subject, layer)


def _other_stride(subject: Subject, layer: Layer) -> Iterator[Question]:
    geometry = window_of(layer)
    if geometry is None:
        return
    sides, kernel, stride, padding = geometry
    if stride != (1,) * len(sides) or min(sides) < 4 or layer.options.get("padding_mode"):
        return
    batch, filters = layer.output[:2]
    grid = [(n, p, k, 2) for n, p, k in zip(sides, padding, kernel, strict=True)]
    right = (batch, filters, *(positions(*each) for each in grid))
    if right == layer.output:
        return
    half = "Along each side there is room for {y.shape[-1]} positions, two pixels apart."
    yield Question(
        id=f"stride-of-{slug(layer.call.path)}",
        topic="change",
        level="medium",
        stem=f"{subject.introduce(layer)} Now its stride becomes 2. What is `y.shape`?",
        snippet=layer_snippet(subject, layer, f"layer.stride = {(2,) * len(sides)!r}"),
        asked={
            "ask": "y.shape",
            "key": f"({batch}, {filters}, {', '.join(sides_formula(*each) for each in grid)})",
        },
        wrongs=value_wrongs(
            right,
            [
                (layer.output, "stride-forgotten", half),
                ((batch, filters, *(n * 2 for n in layer.output[2:])), "stride-enlarges", half),
                ((batch, max(filters // 2, 1), *right[2:]), "stride-skips-filters", _CHANNELS),
                ((batch, filters, *(n + 1 for n in right[2:])), "rounding-up", half),
            ],
        ),
        hints=(
            "Along each side: add the padding twice, subtract the kernel size, divide by the"
            " stride.",
            "Round down, and count the starting position as well.",
        ),
        solution=(f"Along the last side: {sides_formula(*grid[-1])} = {right[-1]}.",),
        check="A stride of 2 about halves each side, and costs no parameters.",
    )


_CHANNELS = "The stride only concerns the sides: there are still {y.shape[1]} channels."


def _no_padding(subject: Subject, layer: Layer) -> Iterator[Question]:
    geometry = window_of(layer)
    if geometry is None:
        return
    sides, kernel, stride, padding = geometry
    if not any(padding) or layer.options.get("padding_mode"):
        return
    batch, filters = layer.output[:2]
    grid = [(n, 0, k, s) for n, k, s in zip(sides, kernel, stride, strict=True)]
    right = (batch, filters, *(positions(*each) for each in grid))
    if min(right) < 1 or right == layer.output:
        return
    fits = "Without padding, {y.shape[-1]} positions fit along each side."
    yield Question(
        id=f"padding-of-{slug(layer.call.path)}",
        topic="change",
        level="medium",
        stem=f"{subject.introduce(layer)} Now it has no padding. What is `y.shape`?",
        snippet=layer_snippet(subject, layer, f"layer.padding = {(0,) * len(sides)!r}"),
        asked={
            "ask": "y.shape",
            "key": f"({batch}, {filters}, {', '.join(sides_formula(*each) for each in grid)})",
        },
        wrongs=value_wrongs(
            right,
            [
                (layer.output, "padding-is-automatic", fits),
                (
                    (batch, filters, *(n - p for n, p in zip(right[2:], padding, strict=True))),
                    "kernel-loses-its-size",
                    fits,
                ),
                ((batch, filters, *sides), "padding-is-automatic", fits),
            ],
        ),
        hints=(
            "How many positions of the kernel fit along a side now?",
            "A kernel of size k takes k - 1 off each side, before the stride.",
        ),
        solution=(f"Along the last side: {sides_formula(*grid[-1])} = {right[-1]}.",),
        check="Padding makes up for what the kernel takes off the border.",
    )


def _no_bias(subject: Subject, layer: Layer) -> Question:
    axis = 1 if layer.call.type in CONVOLUTIONS else -1
    outputs, reads = layer.output[axis], (layer.input or (0,))[axis]
    each = "There was one bias for each of the {len(layer.weight)} outputs."
    return Question(
        id=f"bias-of-{slug(layer.call.path)}",
        topic="change",
        level="easy",
        stem=f"{subject.introduce(layer)} How many parameters does the bias add?",
        snippet="\n".join(
            [
                f"model = {subject.build}",
                f'layer = model.get_submodule("{layer.call.path}")',
                "before = sum(p.numel() for p in model.parameters())",
                "layer.bias = None",
                "after = sum(p.numel() for p in model.parameters())",
            ]
        ),
        asked={"ask": "before - after", "key": str(outputs)},
        wrongs=value_wrongs(
            outputs,
            [
                (1, "one-bias-per-layer", each),
                (reads, "bias-per-input", each),
                (layer.call.own_parameters - outputs, "bias-per-weight", each),
                (0, "bias-is-no-parameter", "A bias is learned like a weight, so it counts."),
            ],
        ),
        hints=("Is there one bias for the layer, or one for each output?",),
        solution=("{before} parameters before, {after} after: {before - after} fewer.",),
        check="A layer has one bias per output channel or feature.",
    )
