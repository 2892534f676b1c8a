"""Generates questions about what happens if a layer's stride, padding or bias is changed."""

from collections.abc import Iterator

from torchquiz.engine.explain.questions.layer_question import layer_lines, layer_snippet
from torchquiz.engine.explain.questions.layers import CONVOLUTIONS, Layer, layers_of
from torchquiz.engine.explain.questions.question import Question, slug, value_wrongs
from torchquiz.engine.explain.questions.windows import WindowSide, lengths, sides_of
from torchquiz.engine.explain.subject import Subject


def change_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about changing a layer of the model."""
    for layer in layers_of(subject.calls, *CONVOLUTIONS):
        yield from _other_stride(subject, layer)
        yield from _no_padding(subject, layer)
    for layer in layers_of(subject.calls, *CONVOLUTIONS, "Linear"):
        if layer.options.get("bias", True):
            yield _no_bias(subject, layer)


def _other_stride(subject: Subject, layer: Layer) -> Iterator[Question]:
    sides = sides_of(layer)
    changed = [side.having(stride=2) for side in sides]
    right = (*layer.output[:2], *lengths(changed))
    if not sides or {side.stride for side in sides} != {1} or right == layer.output:
        return
    half = "With a stride of 2, the kernel fits at {y.shape[-1]} positions along the last axis."
    batch, filters = layer.output[:2]
    candidates = [
        (layer.output, "stride-forgotten", half),
        ((batch, filters, *(n * 2 for n in layer.output[2:])), "stride-enlarges", half),
        ((batch, max(filters // 2, 1), *right[2:]), "stride-skips-filters", _CHANNELS),
        ((batch, filters, *(n + 1 for n in right[2:])), "rounding-up", half),
    ]
    yield Question(
        id=f"stride-of-{slug(layer.call.path)}",
        topic="change",
        level="medium",
        stem=f"{subject.introduce(layer)} Its stride is changed to 2. What is `y.shape` now?",
        snippet=layer_snippet(subject, layer, f"layer.stride = {(2,) * len(sides)!r}"),
        asked={"ask": "y.shape", "key": _key(layer, changed)},
        wrongs=value_wrongs(right, candidates),
        hints=(
            "For each spatial axis: add the padding to its size twice, subtract the kernel "
            "size, and "
            "divide by the stride.",
            "Round down, and add 1 for the first position.",
        ),
        solution=(f"Along the last axis: {changed[-1].formula} = {{y.shape[-1]}}.",),
        check="A stride of 2 roughly halves each spatial axis and adds no parameters.",
    )


_CHANNELS = "The stride only affects the spatial axes: there are still {y.shape[1]} channels."


def _key(layer: Layer, sides: list[WindowSide]) -> str:
    batch, filters = layer.output[:2]
    return f"({batch}, {filters}, {', '.join(side.formula for side in sides)})"


def _no_padding(subject: Subject, layer: Layer) -> Iterator[Question]:
    sides = sides_of(layer)
    changed = [side.having(padding=0) for side in sides]
    right = (*layer.output[:2], *lengths(changed))
    if min(right) < 1 or right == layer.output or not any(side.padding for side in sides):
        return
    fits = "Without padding, the kernel fits at {y.shape[-1]} positions along the last axis."
    twice = tuple(n - side.padding for n, side in zip(right[2:], sides, strict=True))
    candidates = [
        (layer.output, "padding-is-automatic", fits),
        ((*right[:2], *twice), "kernel-loses-its-size", fits),
        ((*right[:2], *(side.size for side in sides)), "padding-is-automatic", fits),
    ]
    yield Question(
        id=f"padding-of-{slug(layer.call.path)}",
        topic="change",
        level="medium",
        stem=f"{subject.introduce(layer)} Its padding is removed. What is `y.shape` now?",
        snippet=layer_snippet(subject, layer, f"layer.padding = {(0,) * len(sides)!r}"),
        asked={"ask": "y.shape", "key": _key(layer, changed)},
        wrongs=value_wrongs(right, candidates),
        hints=(
            "At how many positions along each spatial axis does the kernel fit now?",
            "With a stride of 1, a kernel of size k shortens each spatial axis by k - 1.",
        ),
        solution=(f"Along the last axis: {changed[-1].formula} = {{y.shape[-1]}}.",),
        check="Padding makes up for the positions that are lost at the border.",
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
                *layer_lines(subject, layer),
                "before = sum(p.numel() for p in layer.parameters())",
                "layer.bias = None",
                "after = sum(p.numel() for p in layer.parameters())",
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
        solution=(
            "The layer has {before} parameters with the bias and {after} without it: "
            "{before - after} fewer.",
        ),
        check="A layer has one bias per output channel or feature.",
    )
