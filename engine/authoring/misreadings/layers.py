"""Misconceptions about layers, shapes and training, each with the code that it leads to."""

import ast

from torchquiz.engine.authoring.misreadings.calls import (
    along,
    another_method,
    arguments,
    called_name,
    calls_of,
    identity,
    methods,
    other_axis,
    renamed,
    with_keyword,
    with_padding,
    without_keyword,
)
from torchquiz.engine.authoring.misreadings.expressions import of_shape
from torchquiz.engine.authoring.misreadings.names import (
    CONVOLUTION_LAYERS,
    CONVOLUTIONS,
    LAYERS,
    LOSSES,
    POOLS,
    SOFTMAXES,
    TRANSPOSED_CONVOLUTIONS,
)
from torchquiz.engine.authoring.misreadings.rule import Rule, parsed_expression


def _without_batch_axis(node: ast.expr) -> ast.expr | None:
    """Replace a call that flattens each example with one that flattens the batch axis as well."""
    if called_name(node) == "Flatten":
        return parsed_expression("nn.Flatten(0)")
    return methods(
        {"flatten"}, lambda tensor: parsed_expression(f"{ast.unparse(tensor)}.flatten()")
    )(node)


def _same_channels(args: list[ast.expr]) -> list[ast.expr] | None:
    return [args[0], args[0], *args[2:]] if len(args) > 1 else None


def _swapped_channels(args: list[ast.expr]) -> list[ast.expr] | None:
    return [args[1], args[0], *args[2:]] if len(args) > 1 else None


def _softmax_first(args: list[ast.expr]) -> list[ast.expr] | None:
    if not args:
        return None
    return [parsed_expression(f"({ast.unparse(args[0])}).softmax(-1)"), *args[1:]]


ABOUT_LAYERS = (
    Rule(
        "padding-overlooked",
        "A kernel always shrinks the image at its border, whatever the padding.",
        "`padding` adds positions on both sides before the kernel slides over the input.",
        without_keyword("padding", CONVOLUTIONS | POOLS),
    ),
    Rule(
        "padding-is-automatic",
        "A convolution pads automatically, so the image keeps its height and width.",
        "Nothing is added at the border unless you set `padding`.",
        calls_of(CONVOLUTION_LAYERS, with_padding),
    ),
    Rule(
        "padding-counts-once",
        "Padding adds pixels on one side only.",
        "`padding` adds positions on both sides of each axis.",
        of_shape("(*{}[:2], *(extent - 1 for extent in {}[2:]))"),
        in_ask=True,
        needs=r"([Cc]onv|[Pp]ool)\dd\(.*padding ?= ?1\b",
        excludes="ConvTranspose",
    ),
    Rule(
        "stride-forgotten",
        "The stride affects only the speed, not the size of the output.",
        "`stride` is the number of positions per step, so it changes the size of the output.",
        without_keyword("stride", CONVOLUTIONS | POOLS),
    ),
    Rule(
        "dilation-ignored",
        "Dilation does not change the size of the output.",
        "Dilation spreads the kernel over more positions, so it fits in fewer places.",
        without_keyword("dilation", CONVOLUTIONS | POOLS),
    ),
    Rule(
        "channels-pass-through",
        "The number of channels does not change.",
        "The number of channels in the output is `out_channels`.",
        arguments(CONVOLUTION_LAYERS | TRANSPOSED_CONVOLUTIONS, _same_channels),
    ),
    Rule(
        "channels-swapped",
        "The first argument is the size of the output, the second that of the input.",
        "The first argument describes the input, the second the output.",
        arguments(LAYERS, _swapped_channels),
    ),
    Rule(
        "rounding-up",
        "A window that only partly fits still counts, so the size is rounded up.",
        "A window that does not fit completely is dropped, so the size is rounded down.",
        with_keyword("ceil_mode", "True", POOLS),
    ),
    Rule(
        "last-step-counts",
        "A last window that fits only in part still produces a value.",
        "A window that does not fit completely is dropped, so the size is rounded down.",
        of_shape("(*{}[:2], *(extent + 1 for extent in {}[2:]))"),
        in_ask=True,
        needs="stride|[Pp]ool",
        excludes="ConvTranspose|[Aa]daptive|ceil_mode",
    ),
    Rule(
        "batch-forgotten",
        "A shape leaves out the first axis, since it describes a single example.",
        "A shape lists every axis of the tensor, including the first.",
        of_shape("{}[1:]"),
        in_ask=True,
    ),
    Rule(
        "batch-axis-appears",
        "A layer adds a batch axis to a single image.",
        "No axis of size 1 is added at the front.",
        of_shape("(1, *{})"),
        in_ask=True,
        needs=r"[Cc]onv|[Pp]ool|Linear|nn\.|layer|model|\bnet\b",
        excludes=r"unsqueeze|None|stack|reshape|view",
    ),
    Rule(
        "axes-out-of-order",
        "A batch of images is laid out with the channels last.",
        "The axes keep their order; the second one does not move to the end.",
        of_shape("({}[0], *{}[2:], {}[1])"),
        in_ask=True,
        needs="[Cc]onv|[Pp]ool",
        excludes=r"permute|transpose|movedim|\.m?T\b",
    ),
    Rule(
        "softmax-over-the-batch",
        "A softmax normalises over the examples of the batch.",
        "The probabilities add up to 1 along the given `dim`.",
        along(SOFTMAXES, other_axis),
    ),
    Rule(
        "losses-add-up",
        "A loss is the sum over the batch.",
        "By default, the losses are averaged, not added up.",
        with_keyword("reduction", "'sum'", LOSSES),
    ),
    Rule(
        "losses-stay-apart",
        "A loss function returns one number per example.",
        "By default, the losses are averaged into a single number.",
        with_keyword("reduction", "'none'", LOSSES),
    ),
    Rule(
        "reduction-ignored",
        "A loss is always the mean over the batch.",
        "`reduction` decides whether and how the losses are combined.",
        without_keyword("reduction", LOSSES),
    ),
    Rule(
        "squares-are-not-taken",
        "The mean squared error is the mean of the absolute differences.",
        "`mse_loss` squares each difference.",
        calls_of({"mse_loss"}, lambda call: renamed(call, "l1_loss")),
    ),
    Rule(
        "absolute-differences-are-squared",
        "`l1_loss` squares the differences.",
        "`l1_loss` adds up absolute differences and squares nothing.",
        calls_of({"l1_loss"}, lambda call: renamed(call, "mse_loss")),
    ),
    Rule(
        "cross-entropy-wants-probabilities",
        "`cross_entropy` expects probabilities.",
        "`cross_entropy` expects raw scores, since it applies a log-softmax itself.",
        arguments({"cross_entropy"}, _softmax_first),
    ),
    Rule(
        "bias-forgotten",
        "A layer's only parameters are its weights.",
        "The layer also has a bias for each output.",
        with_keyword("bias", "False", LAYERS),
    ),
    Rule(
        "bias-always-there",
        "Every layer has a bias.",
        "With `bias=False` the layer has no bias.",
        without_keyword("bias", LAYERS),
    ),
    Rule(
        "batch-flattened",
        "Flattening also merges the images of a batch.",
        "Only the axes from `start_dim` to `end_dim` are merged.",
        _without_batch_axis,
    ),
    Rule(
        "eval-is-train",
        "eval() does not change how layers behave.",
        "eval() turns dropout off and makes batch norm use its running statistics.",
        another_method("eval", "train"),
    ),
    Rule(
        "train-is-eval",
        "train() does not change how layers behave.",
        "train() turns dropout on and makes batch norm use the batch's own statistics.",
        another_method("train", "eval"),
    ),
    Rule(
        "zero-grad-overlooked",
        "zero_grad() makes no difference.",
        "zero_grad() clears the gradients; without it, they would accumulate.",
        calls_of({"zero_grad"}, lambda call: ast.Constant(None)),
    ),
    Rule(
        "detach-overlooked",
        "detach() changes nothing.",
        "No gradient flows back through a detached tensor.",
        methods({"detach"}, lambda tensor: tensor),
    ),
    Rule(
        "pooling-forgotten",
        "Pooling does not change height and width.",
        "Pooling computes one value per window.",
        calls_of(POOLS, identity),
    ),
    Rule(
        "relu-keeps-all",
        "ReLU leaves the values unchanged.",
        "ReLU sets negative values to 0.",
        calls_of({"ReLU", "relu"}, identity),
    ),
)
