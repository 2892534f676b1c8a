"""Asks for the shape after a layer of the model."""

from collections.abc import Iterator

from torchquiz.engine.explain.questions.layers import CONVOLUTIONS, POOLS, Layer, layers_of
from torchquiz.engine.explain.questions.question import (
    Question,
    Wrong,
    code_of,
    random_tensor,
    slug,
    value_wrongs,
)
from torchquiz.engine.explain.subject import Subject

Shape = tuple[int, ...]
CHANNEL_AXIS = 1


def shape_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about the shape after each convolution, pooling and linear layer."""
    for layer in layers_of(subject.calls, *CONVOLUTIONS):
        question = _after_convolution(subject, layer)
        if question is not None:
            yield question
    for layer in layers_of(subject.calls, *POOLS):
        question = _after_pooling(subject, layer)
        if question is not None:
            yield question
    for layer in layers_of(subject.calls, "Linear"):
        yield _after_linear(subject, layer)
    for layer in layers_of(subject.calls, "Embedding"):
        yield _after_embedding(subject, layer)
    for layer in layers_of(subject.calls, "Flatten"):
        yield _after_flatten(subject, layer)


def layer_snippet(subject: Subject, layer: Layer, change: str = "") -> str:
    """Return the code that runs one layer of the model on an input like the one it gets there."""
    assert layer.input is not None
    x = random_tensor(layer.input)
    if layer.call.type == "Embedding":
        x = f"torch.zeros({', '.join(map(str, layer.input))}, dtype=torch.long)"
    lines = [
        f"model = {subject.build}",
        f'layer = model.get_submodule("{layer.call.path}")',
        *([change] if change else []),
        f"y = layer({x})",
    ]
    return "\n".join(lines)


def sides_formula(side: int, padding: int, kernel: int, stride: int) -> str:
    """Return the code for the number of positions of a kernel along one side."""
    padded = f"{side} + 2 * {padding}" if padding else f"{side}"
    if stride == 1:
        return f"{padded} - {kernel} + 1"
    return f"({padded} - {kernel}) // {stride} + 1"


def positions(side: int, padding: int, kernel: int, stride: int) -> int:
    """Return the number of positions of a kernel along one side."""
    return (side + 2 * padding - kernel) // stride + 1


def _question(
    subject: Subject,
    layer: Layer,
    key: str,
    wrongs: tuple[Wrong, ...],
    hints: tuple[str, ...],
    solution: tuple[str, ...],
    check: str,
) -> Question:
    return Question(
        id=f"shape-after-{slug(layer.call.path)}",
        topic="shape",
        level="easy" if layer.call.type in ("Linear", "Flatten", "Embedding") else "medium",
        stem=f"{subject.introduce(layer)} What is `y.shape`?",
        snippet=layer_snippet(subject, layer),
        asked={"ask": "y.shape", "key": key},
        wrongs=wrongs,
        hints=hints,
        solution=solution,
        check=check,
        path=layer.call.path,
    )


def _after_convolution(subject: Subject, layer: Layer) -> Question | None:
    """Return a question about a convolution, or None if its options are unusual."""
    geometry = window_of(layer)
    if geometry is None or len(layer.numbers) < 2:
        return None
    sides, kernel, stride, padding = geometry
    batch, channels, filters = layer.output[0], layer.numbers[0], layer.numbers[1]
    grid = list(zip(sides, padding, kernel, stride, strict=True))
    key = f"({batch}, {filters}, {', '.join(sides_formula(*each) for each in grid)})"
    right = (batch, filters, *(positions(*each) for each in grid))
    if right != layer.output:
        return None
    unpadded = tuple(positions(n, 0, k, s) for n, _, k, s in grid)
    unstrided = tuple(positions(n, p, k, 1) for n, p, k, _ in grid)
    once = tuple((n + p - k) // s + 1 for n, p, k, s in grid)
    rounded = tuple(-(-(n + 2 * p - k) // s) + 1 for n, p, k, s in grid)
    kept = "`y` has one channel per filter, and this layer has {layer.out_channels} filters."
    moved = "The kernel moves by {layer.stride[0]}, so {y.shape[-1]} positions are left."
    inside = "A kernel that would extend past the border is skipped, so {y.shape[-1]} are left."
    around = "Padding is added on both sides, so {y.shape[-1]} positions fit."
    wrongs = value_wrongs(
        right,
        [
            ((batch, filters, *unstrided), "stride-forgotten", moved),
            ((batch, channels, *right[2:]), "channels-pass-through", kept),
            ((batch, filters, *unpadded), "padding-overlooked", around),
            ((batch, filters, *once), "padding-counts-once", around),
            ((batch, filters, *rounded), "rounding-up", inside),
            ((batch, filters, *sides), "padding-is-automatic", moved if max(stride) > 1 else _fits),
            ((batch, *right[2:], filters), "channels-come-last", _ORDER),
            (right[1:], "batch-forgotten", _BATCH),
        ],
    )
    hints = (
        "Along each side: add the padding twice, subtract the kernel size, divide by the stride.",
        "How many filters does the layer have? Each of them makes one channel.",
    )
    solution = (
        "The layer has {layer.out_channels} filters, so `y` has {y.shape[1]} channels.",
        f"Along the last side: {sides_formula(*grid[-1])} = {right[-1]}.",
    )
    check = "Sides come from kernel, stride and padding; channels from the number of filters."
    return _question(subject, layer, key, wrongs, hints, solution, check)


_ORDER = "PyTorch puts the channels before the sides: the output has the shape {tuple(y.shape)}."
_BATCH = "The batch is part of the shape: `len(y)` is {len(y)}."
_fits = "This layer adds no padding of its own, so {y.shape[-1]} positions fit."


def window_of(layer: Layer) -> tuple[Shape, Shape, Shape, Shape] | None:
    """Return the sides of the input, and the kernel, stride and padding along each of them.

    The result is None if the layer's window is dilated or otherwise unusual.
    """
    if layer.input is None or len(layer.input) < 3:
        return None
    sides = layer.input[2:]
    count = len(sides)
    kernel = layer.sizes("kernel_size", 0, count)
    default = kernel[0] if kernel and layer.call.type in POOLS else 1
    stride, padding = layer.sizes("stride", default, count), layer.sizes("padding", 0, count)
    dilation = layer.sizes("dilation", 1, count)
    if not kernel or not stride or padding is None or dilation != (1,) * count:
        return None
    if layer.options.get("ceil_mode") or len(layer.output) != count + 2:
        return None
    return sides, kernel, stride, padding


def _after_pooling(subject: Subject, layer: Layer) -> Question | None:
    geometry = window_of(layer)
    if geometry is None:
        return None
    sides, kernel, stride, padding = geometry
    grid = list(zip(sides, padding, kernel, stride, strict=True))
    batch, channels = layer.output[:2]
    right = (batch, channels, *(positions(*each) for each in grid))
    if right != layer.output:
        return None
    key = f"({batch}, {channels}, {', '.join(sides_formula(*each) for each in grid)})"
    rounded = tuple(-(-(n + 2 * p - k) // s) + 1 for n, p, k, s in grid)
    dense = tuple(positions(n, p, k, 1) for n, p, k, _ in grid)
    within = "Pooling works inside each channel, so {y.shape[1]} channels stay {y.shape[1]}."
    shrink = "The window moves by {layer.stride}, which leaves {y.shape[-1]} positions."
    wrongs = value_wrongs(
        right,
        [
            ((batch, channels, *sides), "pooling-forgotten", shrink),
            ((batch, max(channels // 2, 1), *right[2:]), "pooling-joins-channels", within),
            ((batch, channels, *rounded), "rounding-up", shrink),
            ((batch, channels, *dense), "stride-forgotten", shrink),
            (right[1:], "batch-forgotten", _BATCH),
        ],
    )
    hints = (
        "How far does the window move each time? Without `stride`, by its own size.",
        "Does pooling look across channels?",
    )
    solution = (
        "Pooling keeps the batch and the channels: {y.shape[:2]}.",
        f"Along the last side: {sides_formula(*grid[-1])} = {right[-1]}.",
    )
    check = "Pooling changes the sides, and neither the batch nor the channels."
    return _question(subject, layer, key, wrongs, hints, solution, check)


def _after_linear(subject: Subject, layer: Layer) -> Question:
    right = layer.output
    shape = layer.input or ()
    size = 1
    for each in right[:-1]:
        size *= each
    last = "A linear layer replaces the last axis and leaves the others: {tuple(y.shape)}."
    wrongs = value_wrongs(
        right,
        [
            ((right[-1], shape[-1]), "output-is-the-weight", _WEIGHT),
            (right[-1:], "batch-forgotten", _BATCH),
            ((size, right[-1]) if len(right) > 2 else None, "linear-flattens", last),
            (shape, "linear-keeps-features", last),
            ((right[0], right[-1]) if len(right) > 2 else None, "linear-flattens", last),
            ((*shape, right[-1]), "linear-adds-an-axis", last),
        ],
    )
    hints = (
        "Which axis does a linear layer work on?",
        "How many numbers does it make of that axis? All other axes stay.",
    )
    solution = (
        "`out_features` is {layer.out_features}, and that is the size of the last axis of `y`.",
        "All other axes stay as they are, so `y.shape` is {tuple(y.shape)}.",
    )
    check = "A linear layer changes only the last axis, from `in_features` to `out_features`."
    return _question(subject, layer, code_of(right), wrongs, hints, solution, check)


_WEIGHT = (
    "{tuple(layer.weight.shape)} is the shape of the layer's weight, and not that of its output,"
    " which is {tuple(y.shape)}."
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
            (right[1:], "batch-forgotten", _BATCH),
        ],
    )
    hints = (
        "What does an embedding put in the place of one index?",
        "The shape of the indices stays, and one axis is added at the end.",
    )
    solution = ("Each index becomes a vector, so one axis of {y.shape[-1]} is added at the end.",)
    check = "An embedding adds one axis, of size `embedding_dim`."
    return _question(subject, layer, code_of(right), wrongs, hints, solution, check)


def _after_flatten(subject: Subject, layer: Layer) -> Question:
    right = layer.output
    shape = layer.input or ()
    total = 1
    for size in shape:
        total *= size
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
        "Which axis does `nn.Flatten` leave alone?",
        "Multiply the sizes of all the others.",
    )
    product = " * ".join(map(str, shape[1:]))
    solution = (f"The batch stays. The other axes become one: {product} = {right[-1]}.",)
    check = "Flattening keeps the number of elements."
    return _question(subject, layer, code_of(right), wrongs, hints, solution, check)


_PRODUCT = "The sizes are multiplied, because every number is kept: {y.shape[-1]} per example."
