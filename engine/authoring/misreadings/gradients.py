"""Misconceptions about gradients, views and operands, with the code they lead to."""

import ast

from torchquiz.engine.authoring.misreadings.calls import calls_of, methods
from torchquiz.engine.authoring.misreadings.rule import Misreading, Rule, parsed_expression

VIEWS = {"view", "squeeze", "unsqueeze", "t", "transpose", "permute", "expand", "narrow"}
"""Methods whose result always shares its memory with the tensor."""
OPERANDS = r"\.(shape|dtype|ndim|numel\(\)|dim\(\)|size\(.*\))$"
"""Matches a question about a property that both operands of a calculation determine."""


def _attribute(name: str, code: str) -> Misreading:
    """Return a misreading of an attribute of a tensor.

    `code` is the code that replaces the attribute. Any `{}` in it stands for the tensor.
    """

    def read(node: ast.expr) -> ast.expr | None:
        if isinstance(node, ast.Attribute) and node.attr == name:
            return parsed_expression(code.replace("{}", ast.unparse(node.value)))
        return None

    return read


def _only_operand(side: str) -> Misreading:
    """Return a misreading that takes one operand of a calculation for the whole calculation."""

    def read(node: ast.expr) -> ast.expr | None:
        match node:
            case ast.BinOp(op=ast.Add() | ast.Sub() | ast.Mult() | ast.Div()):
                operand: ast.expr = getattr(node, side)
                return operand if isinstance(operand, ast.Name) else None
        return None

    return read


def _copied_element(node: ast.expr) -> ast.expr | None:
    """Replace a view (an element or a slice) with a copy of it."""
    match node:
        case ast.Subscript(slice=index, ctx=ast.Load()):
            parts = index.elts if isinstance(index, ast.Tuple) else [index]
            if all(map(_is_number_or_slice, parts)):
                return parsed_expression(f"{ast.unparse(node)}.clone()")
    return None


def _is_number_or_slice(index: ast.expr) -> bool:
    is_number = isinstance(index, ast.Constant) and type(index.value) is int
    return is_number or isinstance(index, ast.Slice)


def _copied_view(node: ast.expr) -> ast.expr | None:
    """Replace a view with a copy of it."""
    match node:
        case ast.Call(func=ast.Attribute(attr=name)) if name in VIEWS:
            return methods(VIEWS, lambda tensor: parsed_expression(f"{ast.unparse(node)}.clone()"))(
                node
            )
    return None


ABOUT_GRADIENTS = (
    Rule(
        "views-copy",
        "A view has its own copy of the values.",
        "A view shares its memory with the original tensor.",
        _copied_view,
    ),
    Rule(
        "slices-copy",
        "Indexing a tensor copies the elements.",
        "An integer index or a slice returns a view, which shares the memory of the tensor.",
        _copied_element,
    ),
    Rule(
        "no-grad-overlooked",
        "Operations inside `no_grad()` are recorded like any others.",
        "Inside `no_grad()` and `inference_mode()`, operations are not recorded.",
        calls_of(
            {"no_grad", "inference_mode"}, lambda call: parsed_expression("torch.enable_grad()")
        ),
    ),
    Rule(
        "recording-is-the-other-way-round",
        "Only tensors that you create with `requires_grad=True` require a gradient.",
        "The result of a recorded operation requires a gradient too.",
        _attribute("requires_grad", "not {}.requires_grad"),
        in_ask=True,
        needs=r"requires_grad ?= ?True|requires_grad_|nn\.",
        asks=r"requires_grad$",
    ),
    Rule(
        "every-tensor-is-a-leaf",
        "Whether a tensor is a leaf depends only on whether it requires a gradient.",
        "A leaf is a tensor that no recorded operation computed.",
        _attribute("is_leaf", "not {}.is_leaf"),
        in_ask=True,
        asks=r"is_leaf$",
    ),
    Rule(
        "gradient-is-the-value",
        "The gradient of a tensor has the same values as the tensor.",
        "`grad` holds the derivative with respect to each element, not the element itself.",
        _attribute("grad", "{}.detach()"),
        in_ask=True,
        asks=r"\.grad\b",
    ),
    Rule(
        "gradients-are-ones",
        "The gradient of every input element is 1.",
        "The chain rule multiplies the derivatives of all operations along the way.",
        _attribute("grad", "torch.ones_like({})"),
        in_ask=True,
        asks=r"\.grad\b",
    ),
    Rule(
        "gradients-point-downhill",
        "`grad` points in the direction in which the result decreases.",
        "`grad` points in the direction in which the result increases; an optimizer subtracts it.",
        _attribute("grad", "-{}.grad"),
        in_ask=True,
        asks=r"\.grad\b",
    ),
    Rule(
        "backward-averages",
        "`backward()` averages the gradient over the elements.",
        "`backward()` neither averages nor scales the derivative.",
        _attribute("grad", "{}.grad / {}.numel()"),
        in_ask=True,
        asks=r"\.grad\b",
    ),
    Rule(
        "left-operand-decides",
        "The left operand determines the shape and the dtype of the result.",
        "Both operands matter: shapes are broadcast, and dtypes are promoted.",
        _only_operand("left"),
        asks=OPERANDS,
    ),
    Rule(
        "right-operand-decides",
        "The right operand determines the shape and the dtype of the result.",
        "Both operands matter: shapes are broadcast, and dtypes are promoted.",
        _only_operand("right"),
        asks=OPERANDS,
    ),
    Rule(
        "integers-win",
        "An operation with an integer tensor returns integers.",
        "A floating-point operand or a true division makes the result floating-point.",
        _attribute("dtype", "torch.int64"),
        in_ask=True,
        needs=r"\d\.\d|float| / ",
        asks=r"dtype$",
    ),
    Rule(
        "mixed-dtypes-become-float64",
        "Mixing dtypes results in float64, as in NumPy.",
        "Only a float64 operand makes a result float64.",
        _attribute("dtype", "torch.float64"),
        in_ask=True,
        needs=r" [-+*/] ",
        asks=r"dtype$",
    ),
)
