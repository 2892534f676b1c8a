"""Generates questions about how many parameters a layer has."""

import math
from collections.abc import Callable, Iterator

from torchquiz.engine.explain.questions.layer_question import count_question
from torchquiz.engine.explain.questions.layers import (
    BATCH_NORMS,
    CONVOLUTIONS,
    TRANSPOSED,
    Layer,
    layers_of,
)
from torchquiz.engine.explain.questions.question import Question, value_wrongs
from torchquiz.engine.explain.subject import Subject

NO_BIAS = "With `bias=False` there are only weights."


def parameter_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about how many parameters individual layers have."""
    makers: dict[tuple[str, ...], Callable[[Subject, Layer], Question]] = {
        CONVOLUTIONS: _of_convolution,
        TRANSPOSED: _of_convolution,
        ("Linear",): _of_linear,
        BATCH_NORMS: _of_batch_norm,
        ("LayerNorm",): _of_layer_norm,
        ("Embedding",): _of_embedding,
    }
    for types, make in makers.items():
        for layer in layers_of(subject.calls, *types):
            if layer.call.own_parameters:
                yield make(subject, layer)


def _of_convolution(subject: Subject, layer: Layer) -> Question:
    channels, filters = layer.numbers[:2]
    kernel = layer.sizes("kernel_size", 1, len(layer.output) - 2) or (1,)
    read, area = channels // layer.options.get("groups", 1), math.prod(kernel)
    has_bias = bool(layer.options.get("bias", True))
    square = " * ".join(map(str, kernel))
    key = f"{filters} * {read} * {square}" + (f" + {filters}" if has_bias else "")
    axis = ":, 0" if layer.call.type in TRANSPOSED else "0"
    bias = "Each of the {layer.out_channels} filters has a bias of its own."
    reads = (
        "A filter has weights for every channel that it reads: "
        f"{{layer.weight[{axis}].numel()}} in all."
    )
    weights = filters * read * area
    candidates = [
        (weights, "bias-forgotten", bias),
        (weights + filters, "bias-is-always-there", NO_BIAS),
        (filters * area + filters * has_bias, "weight-without-channels-in", reads),
        (weights + 1, "one-bias-per-layer", bias),
        (filters * read + filters * has_bias, "kernel-size-forgotten", reads),
        (filters * channels * area + filters * has_bias, "groups-change-no-weights", reads),
    ]
    return count_question(
        subject,
        layer,
        key=key,
        wrongs=value_wrongs(layer.call.own_parameters, candidates),
        hints=(
            "How many weights does one filter have? It has a kernel for each channel it reads.",
            "Multiply by the number of filters. Does each of them have a bias as well?",
        ),
        solution=(
            f"One filter has {read} * {square} = {read * area} weights.",
            f"For {filters} filters: {key} = {{count}}.",
        ),
        check="Filters × input channels × kernel area, plus one bias per filter unless"
        " `bias=False`.",
    )


def _of_linear(subject: Subject, layer: Layer) -> Question:
    reads = layer.options.get("in_features", (layer.input or (1,))[-1])
    makes = layer.options.get("out_features", layer.output[-1])
    has_bias = layer.options.get("bias", True)
    key = f"{makes} * {reads}" + (f" + {makes}" if has_bias else "")
    bias = "Each of the {layer.out_features} outputs has a bias of its own."
    product = "Every output has a weight for every input: {layer.weight.numel()} weights in all."
    candidates = [
        (makes * reads, "bias-forgotten", bias),
        (makes * reads + makes, "bias-is-always-there", NO_BIAS),
        (makes * reads + 1, "one-bias-per-layer", bias),
        (makes * reads + reads, "bias-per-input", bias if has_bias else NO_BIAS),
        (makes + reads, "features-are-added", product),
    ]
    return count_question(
        subject,
        layer,
        key=key,
        wrongs=value_wrongs(layer.call.own_parameters, candidates),
        hints=(
            "How many weights lead to one output?",
            "Multiply by the number of outputs. Does each output have a bias as well?",
        ),
        solution=(
            f"Each output has {reads} weights{' and a bias' if has_bias else ', and no bias'}.",
            f"{key} = {{count}}.",
        ),
        check="Outputs × inputs, plus one bias per output unless `bias=False`.",
    )


def _of_batch_norm(subject: Subject, layer: Layer) -> Question:
    channels = layer.numbers[0]
    buffers = (
        "The running mean and variance are buffers. They are updated in training mode, but no"
        " optimizer changes them."
    )
    per_channel = (
        "Every channel has a weight and a bias of its own: {layer.weight.numel()} of each."
    )
    candidates = [
        (4 * channels, "statistics-are-parameters", buffers),
        (channels, "bias-forgotten", per_channel),
        (2, "one-scale-for-all", per_channel),
        (0, "norm-learns-nothing", per_channel),
    ]
    return count_question(
        subject,
        layer,
        key=f"2 * {channels}",
        wrongs=value_wrongs(layer.call.own_parameters, candidates),
        hints=(
            "Batch norm scales and shifts. Is there one scale for all, or one for each channel?",
            "Which of its tensors does an optimizer change?",
        ),
        solution=(f"One weight and one bias per channel: 2 * {channels} = {{count}}.",),
        check="Parameters are what an optimizer changes; running statistics are buffers.",
    )


def _of_layer_norm(subject: Subject, layer: Layer) -> Question:
    shape = layer.numbers[0]
    count = math.prod(shape)
    product = " * ".join(map(str, shape))
    each = "Every feature has a weight and a bias of its own: {layer.weight.numel()} of each."
    candidates = [
        (count, "bias-forgotten", each),
        (2, "one-scale-for-all", each),
        (0, "norm-learns-nothing", each),
        (4 * count, "statistics-are-parameters", "Layer norm keeps no statistics at all."),
    ]
    return count_question(
        subject,
        layer,
        key=f"2 * {product}",
        wrongs=value_wrongs(layer.call.own_parameters, candidates),
        hints=(
            "Layer norm scales and shifts. Is there one scale for all, or one for each feature?",
        ),
        solution=(f"One weight and one bias per feature: 2 * {product} = {{count}}.",),
        check="Layer norm learns a weight and a bias for each feature that it normalizes.",
    )


def _of_embedding(subject: Subject, layer: Layer) -> Question:
    rows, width = layer.numbers[:2]
    table = (
        "There is a row of {layer.embedding_dim} numbers for each of the {len(layer.weight)}"
        " indices."
    )
    no_bias = "An embedding has no bias, only its table."
    candidates = [
        (rows * width + width, "bias-is-always-there", no_bias),
        (rows + width, "features-are-added", table),
        (width, "embedding-is-one-vector", table),
    ]
    return count_question(
        subject,
        layer,
        key=f"{rows} * {width}",
        wrongs=value_wrongs(layer.call.own_parameters, candidates),
        hints=(
            "An embedding is a table.",
            "How many rows does the table have, and how long are they?",
        ),
        solution=(f"{rows} * {width} = {{count}}: one row per index.",),
        check="An embedding's parameters are its table: one vector per index.",
    )
