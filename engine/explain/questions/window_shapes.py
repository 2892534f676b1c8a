"""Generates questions about the output shapes of layers that slide a window over their input."""

from collections.abc import Iterator

from torchquiz.engine.explain.questions.layer_question import BATCH, shape_question
from torchquiz.engine.explain.questions.layers import (
    CONVOLUTIONS,
    POOLS,
    TRANSPOSED,
    Layer,
    layers_of,
)
from torchquiz.engine.explain.questions.question import Question, value_wrongs
from torchquiz.engine.explain.questions.windows import Shape, lengths, sides_of
from torchquiz.engine.explain.subject import Subject

ORDER = (
    "PyTorch puts the channels before the spatial axes: the output has the shape {tuple(y.shape)}."
)
ADAPTIVE = ("AdaptiveAvgPool1d", "AdaptiveAvgPool2d", "AdaptiveMaxPool2d")


def window_shape_questions(subject: Subject) -> Iterator[Question]:
    """Yield questions about the output shapes of layers with a sliding window."""
    for layer in layers_of(subject.calls, *CONVOLUTIONS):
        if len(layer.numbers) >= 2 and sides_of(layer):
            yield _after_convolution(subject, layer)
    for layer in layers_of(subject.calls, *POOLS):
        if sides_of(layer):
            yield _after_pooling(subject, layer)
    for layer in layers_of(subject.calls, *TRANSPOSED):
        yield from _after_transposed(subject, layer)
    for layer in layers_of(subject.calls, *ADAPTIVE):
        yield _after_adaptive(subject, layer)


def _key(layer: Layer) -> str:
    """Return an expression for a layer's output shape, with a formula for each spatial axis."""
    batch, channels = layer.output[:2]
    return f"({batch}, {channels}, {', '.join(side.formula for side in sides_of(layer))})"


def _after_convolution(subject: Subject, layer: Layer) -> Question:
    last = sides_of(layer)[-1]
    return shape_question(
        subject,
        layer,
        key=_key(layer),
        wrongs=value_wrongs(layer.output, _wrong_convolutions(layer)),
        hints=(
            "Along each spatial axis: add the padding to its size twice, subtract the "
            "kernel size, and divide by"
            " the stride.",
            "How many filters does the layer have? Each of them produces one channel.",
        ),
        solution=(
            "The layer has {layer.out_channels} filters, so `y` has {y.shape[1]} channels.",
            f"Along the last axis: {last.formula} = {{y.shape[-1]}}.",
        ),
        check="The spatial size depends on kernel, stride and padding; each filter produces one"
        " channel.",
    )


def _wrong_convolutions(layer: Layer) -> Iterator[tuple[Shape, str, str]]:
    """Yield wrong output shapes of a convolution, starting with the most likely mistakes."""
    sides, (batch, filters) = sides_of(layer), layer.output[:2]
    kept = "`y` has one channel per filter, and this layer has {layer.out_channels} filters."
    moved = "The kernel moves by {layer.stride[0]}, so {y.shape[-1]} positions are left."
    inside = (
        "Positions at which the kernel would extend past the border are skipped, so "
        "{y.shape[-1]} are left."
    )
    around = "Padding is added at both ends, so there are {y.shape[-1]} positions."
    fits = "This layer adds no padding unless you ask for it, so there are {y.shape[-1]} positions."
    dense = lengths([side.having(stride=1) for side in sides])
    unpadded = lengths([side.having(padding=0) for side in sides])
    once = tuple((s.size + s.padding - s.kernel) // s.stride + 1 for s in sides)
    yield (batch, filters, *dense), "stride-forgotten", moved
    yield (batch, layer.numbers[0], *layer.output[2:]), "channels-pass-through", kept
    yield (batch, filters, *unpadded), "padding-overlooked", around
    yield (batch, filters, *once), "padding-counts-once", around
    yield (batch, filters, *(side.rounded_up for side in sides)), "rounding-up", inside
    automatic = moved if sides[0].stride > 1 else fits
    yield (batch, filters, *(side.size for side in sides)), "padding-is-automatic", automatic
    yield (batch, *layer.output[2:], filters), "channels-come-last", ORDER
    yield layer.output[1:], "batch-forgotten", BATCH


def _after_pooling(subject: Subject, layer: Layer) -> Question:
    sides, (batch, channels) = sides_of(layer), layer.output[:2]
    within = "Pooling works within each channel, so there are still {y.shape[1]} channels."
    shrink = "The window moves by {layer.stride}, which leaves {y.shape[-1]} positions."
    dense = lengths([side.having(stride=1) for side in sides])
    candidates = [
        ((batch, channels, *(side.size for side in sides)), "pooling-forgotten", shrink),
        ((batch, max(channels // 2, 1), *layer.output[2:]), "pooling-joins-channels", within),
        ((batch, channels, *(side.rounded_up for side in sides)), "rounding-up", shrink),
        ((batch, channels, *dense), "stride-forgotten", shrink),
        (layer.output[1:], "batch-forgotten", BATCH),
    ]
    return shape_question(
        subject,
        layer,
        key=_key(layer),
        wrongs=value_wrongs(layer.output, candidates),
        hints=(
            "How far does the window move each time? If `stride` is not given, it moves by "
            "its own size.",
            "Does pooling combine values of different channels?",
        ),
        solution=(
            "Pooling keeps the batch and the channels: {y.shape[:2]}.",
            f"Along the last axis: {sides[-1].formula} = {{y.shape[-1]}}.",
        ),
        check="Pooling changes the spatial size, but neither the batch nor the channels.",
    )


def _after_transposed(subject: Subject, layer: Layer) -> Iterator[Question]:
    """Yield a question about a transposed convolution, unless its window is dilated or unusual.

    Each side becomes (size - 1) · stride - 2 · padding + kernel + output_padding, as in the
    documentation of `torch.nn.ConvTranspose2d` for a dilation of 1.
    """
    shape, right = layer.input or (), layer.output
    count = len(shape) - 2
    names = (("kernel_size", 0), ("stride", 1), ("padding", 0), ("output_padding", 0))
    window = [layer.sizes(name, default, count) for name, default in names]
    if count < 1 or not all(window[:2]) or len(layer.numbers) < 2 or None in window:
        return
    formulas = []
    for at, size in enumerate(shape[2:]):
        kernel, stride, padding, extra = (each[at] for each in window if each is not None)
        more = f" + {extra}" if extra else ""
        formulas.append(f"({size} - 1) * {stride} - 2 * {padding} + {kernel}{more}")
        if (size - 1) * stride - 2 * padding + kernel + extra != right[2 + at]:
            return
    yield _about_transposed(subject, layer, formulas)


def _about_transposed(subject: Subject, layer: Layer, formulas: list[str]) -> Question:
    shape, right = layer.input or (), layer.output
    count = len(shape) - 2
    stride = layer.sizes("stride", 1, count) or (1,)
    grown = (
        "Each input pixel adds one copy of the kernel to the output, {layer.stride[0]} "
        "pixels apart:"
        " {y.shape[-1]}."
    )
    kept = "`y` has as many channels as `out_channels` says: {layer.out_channels}."
    factor = tuple(size * stride[0] for size in shape[2:])
    halved = tuple(max(size // stride[0], 1) for size in shape[2:])
    candidates = [
        ((*right[:2], *factor), "stride-is-the-factor", grown),
        ((*right[:2], *halved), "transposed-shrinks", grown),
        ((*right[:2], *shape[2:]), "size-is-kept", grown),
        ((right[0], shape[1], *right[2:]), "channels-pass-through", kept),
        (right[1:], "batch-forgotten", BATCH),
    ]
    return shape_question(
        subject,
        layer,
        key=f"({right[0]}, {right[1]}, {', '.join(formulas)})",
        wrongs=value_wrongs(right, candidates),
        hints=(
            "A transposed convolution works in the opposite direction: its stride spreads "
            "the input pixels out.",
            "Along each spatial axis: (size - 1) times the stride, minus twice the padding, plus"
            " the kernel.",
        ),
        solution=(
            "`y` has {y.shape[1]} channels.",
            f"Along the last axis: {formulas[-1]} = {{y.shape[-1]}}.",
        ),
        check="A transposed convolution reverses the change of size that a convolution makes.",
    )


def _after_adaptive(subject: Subject, layer: Layer) -> Question:
    shape, right = layer.input or (), layer.output
    asked = (
        "`output_size` sets the spatial size of the output for every input: {tuple(y.shape[2:])}."
    )
    candidates = [
        (right[:2], "adaptive-removes-axes", asked),
        (shape, "pooling-forgotten", asked),
        ((right[0], 1, *right[2:]), "pooling-joins-channels", _CHANNELS),
        ((*right[:2], *(max(size // 2, 1) for size in shape[2:])), "pooling-halves", asked),
        (right[1:], "batch-forgotten", BATCH),
    ]
    return shape_question(
        subject,
        layer,
        key=repr(right),
        wrongs=value_wrongs(right, candidates),
        hints=(
            "What does `output_size` say?",
            "Are axes of size 1 removed? Are values of different channels pooled together?",
        ),
        solution=(
            "The spatial size becomes {tuple(y.shape[2:])}, and the number of channels "
            "stays {y.shape[1]}.",
        ),
        check="Adaptive pooling always returns the same spatial size, so images of any size fit.",
    )


_CHANNELS = "Each channel is pooled separately, so there are still {y.shape[1]} channels."
