"""Misconceptions about layers, their shapes and their training, each with how it reads code."""

import ast

from torchquiz.engine.authoring.misreadings.calls import (
    added,
    along,
    arguments,
    called_name,
    calls_of,
    identity,
    methods,
    other_axis,
    padded,
    renamed,
    without,
)
from torchquiz.engine.authoring.misreadings.expressions import of_shape
from torchquiz.engine.authoring.misreadings.names import (
    CONVOLUTIONS,
    LAYERS,
    LOSSES,
    POOLS,
    SOFTMAXES,
)
from torchquiz.engine.authoring.misreadings.rule import Rule, parsed_expression


def _without_batch_axis(node: ast.expr) -> ast.expr | None:
    """Return a flattening that begins at the batch."""
    if called_name(node) == "Flatten":
        return parsed_expression("nn.Flatten(0)")
    return methods(
        {"flatten"}, lambda tensor: parsed_expression(f"{ast.unparse(tensor)}.flatten()")
    )(node)


def _same_channels(args: list[ast.expr]) -> list[ast.expr] | None:
    return [args[0], args[0], *args[2:]] if len(args) > 1 else None


def _swapped_channels(args: list[ast.expr]) -> list[ast.expr] | None:
    return [args[1], args[0], *args[2:]] if len(args) > 1 else None


ABOUT_LAYERS = (
    Rule(
        "padding-overlooked",
        "Whatever padding says, a kernel costs its border.",
        "`padding` adds places on both sides before the kernel slides.",
        without("padding", CONVOLUTIONS | POOLS),
    ),
    Rule(
        "padding-is-automatic",
        "A convolution pads by itself, so the image keeps its height and width.",
        "Nothing is added at the border unless `padding` says so.",
        calls_of(CONVOLUTIONS, padded),
    ),
    Rule(
        "padding-counts-once",
        "Padding adds its pixels on one side only, not on both.",
        "`padding` adds its places on both sides of each axis.",
        of_shape("(*{}[:2], *(extent - 1 for extent in {}[2:]))"),
        in_ask=True,
        needs=r"padding ?= ?1\b",
    ),
    Rule(
        "stride-forgotten",
        "A stride changes the speed, not the size of the output.",
        "With a stride, places are left out, so fewer values come out.",
        without("stride", CONVOLUTIONS | POOLS),
    ),
    Rule(
        "dilation-ignored",
        "Dilation does not change how large the output is.",
        "Dilation spreads the kernel over more places, so it fits less often.",
        without("dilation", CONVOLUTIONS | POOLS),
    ),
    Rule(
        "channels-pass-through",
        "The number of channels stays what it was.",
        "The channels become `out_channels`, one per filter.",
        arguments(CONVOLUTIONS, _same_channels),
    ),
    Rule(
        "channels-swapped",
        "The channels that come out are named first, then those that come in.",
        "What comes in is named first, then what comes out.",
        arguments(LAYERS, _swapped_channels),
    ),
    Rule(
        "rounding-up",
        "Half a step at the border still counts, so a size is rounded up.",
        "A window that does not fit whole is left out, so the size is rounded down.",
        added("ceil_mode", "True", POOLS),
    ),
    Rule(
        "last-step-counts",
        "A last step that does not fit whole still gives a value.",
        "A kernel that does not fit whole is left out, so the size is rounded down.",
        of_shape("(*{}[:2], *(extent + 1 for extent in {}[2:]))"),
        in_ask=True,
        needs="stride|[Pp]ool",
    ),
    Rule(
        "batch-forgotten",
        "Shapes describe one example, so the batch is no part of them.",
        "The batch stays as the first number of the shape.",
        of_shape("{}[1:]"),
        in_ask=True,
    ),
    Rule(
        "batch-axis-appears",
        "A layer adds the batch axis to a single image.",
        "Nothing adds an axis that was not there.",
        of_shape("(1, *{})"),
        in_ask=True,
    ),
    Rule(
        "axes-out-of-order",
        "A batch of images is laid out with the channels last.",
        "The channels come right after the batch.",
        of_shape("({}[0], *{}[2:], {}[1])"),
        in_ask=True,
    ),
    Rule(
        "softmax-over-the-batch",
        "A softmax shares out over the examples.",
        "The numbers along the dim that is named add up to 1.",
        along(SOFTMAXES, other_axis),
    ),
    Rule(
        "losses-add-up",
        "A loss adds up over the batch.",
        "Without `reduction`, a loss is the mean over the batch.",
        added("reduction", "'sum'", LOSSES),
    ),
    Rule(
        "losses-stay-apart",
        "A loss gives one number per example.",
        "Without `reduction`, a loss is one number, the mean over the batch.",
        added("reduction", "'none'", LOSSES),
    ),
    Rule(
        "reduction-ignored",
        "A loss is always the mean over the batch.",
        "`reduction` says what is done with the losses of the batch.",
        without("reduction", LOSSES),
    ),
    Rule(
        "bias-forgotten",
        "A layer's parameters are its weights alone.",
        "There is a bias for each output as well.",
        added("bias", "False", LAYERS),
    ),
    Rule(
        "bias-always-there",
        "Every layer has a bias.",
        "`bias=False` leaves it out.",
        without("bias", LAYERS),
    ),
    Rule(
        "batch-flattened",
        "Flattening joins the images of a batch too.",
        "The batch stays; only the axes behind it are joined.",
        _without_batch_axis,
    ),
    Rule(
        "eval-is-train",
        "eval() only says that one looks; the layers work as in training.",
        "eval() switches dropout off and batch norm to its running values.",
        renamed("eval", "train"),
    ),
    Rule(
        "train-is-eval",
        "train() starts a training and changes no layer.",
        "train() switches dropout on and batch norm to the batch's own values.",
        renamed("train", "eval"),
    ),
    Rule(
        "zero-grad-overlooked",
        "zero_grad() changes nothing that matters.",
        "Without zero_grad() gradients add up.",
        calls_of({"zero_grad"}, lambda call: ast.Constant(None)),
    ),
    Rule(
        "detach-overlooked",
        "detach() changes nothing.",
        "Nothing flows back through what was detached.",
        methods({"detach"}, lambda tensor: tensor),
    ),
    Rule(
        "pooling-forgotten",
        "Pooling leaves height and width alone.",
        "Each window leaves one value.",
        calls_of(POOLS, identity),
    ),
    Rule(
        "relu-keeps-all",
        "ReLU leaves the values of a map as they are.",
        "What is negative becomes 0.",
        calls_of({"ReLU", "relu"}, identity),
    ),
)
