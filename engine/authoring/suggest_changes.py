"""Common misconceptions as changes of code: how somebody who holds one reads a call, an operator or a shape.

A change looks at one expression and gives what the mistaken learner sees in its place, or nothing. Whether that is worth an
option is not decided here: it is run, and kept where it gives another value.
"""

import ast
from collections.abc import Callable
from dataclasses import dataclass

Change = Callable[[ast.expr], ast.expr | None]

CONVOLUTIONS = {
    f"{name}{rank}d" for name in ("Conv", "conv", "ConvTranspose") for rank in (1, 2, 3)
}
POOLS = {
    f"{kind}{rank}d"
    for kind in ("MaxPool", "AvgPool", "max_pool", "avg_pool")
    for rank in (1, 2, 3)
}
LAYERS = {one for one in CONVOLUTIONS if one[0] == "C"} | {"Linear"}
MEANS = {
    "sum",
    "mean",
    "prod",
    "max",
    "min",
    "amax",
    "amin",
    "argmax",
    "argmin",
    "std",
    "var",
    "any",
    "all",
    "cumsum",
    "norm",
}
SOFTMAXES = {"softmax", "log_softmax", "Softmax", "LogSoftmax"}
ALONG = MEANS | {
    "cat",
    "stack",
    "squeeze",
    "unsqueeze",
    "sort",
    "topk",
    "flip",
    "chunk",
    "split",
    "gather",
}
LOSSES = {
    "cross_entropy",
    "mse_loss",
    "l1_loss",
    "nll_loss",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
}
MAKERS = {"tensor", "zeros", "ones", "full", "rand", "randn", "arange", "linspace", "eye", "empty"}
MODULES = {"torch", "F", "nn.functional", "torch.nn.functional"}


@dataclass(frozen=True, slots=True)
class Rule:
    """A misconception, and the change that it makes of an expression."""

    misconception: str
    belief: str
    because: str
    """A draft: what is right instead."""
    change: Change
    in_ask: bool = False
    """Whether it reads what is asked instead of the snippet."""
    needs: str = ""
    """What the snippet must hold for that, as a regular expression."""


def called(node: ast.expr) -> str:
    """What a call calls, without what stands before it; empty for anything else."""
    return ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""


def _given(call: ast.Call, name: str) -> ast.expr | None:
    return next((one.value for one in call.keywords if one.arg == name), None)


def made(code: str) -> ast.expr:
    """The expression that this code is."""
    return ast.parse(code, mode="eval").body


def call(names: set[str], change: Callable[[ast.Call], ast.expr | None]) -> Change:
    """A change of calls of these functions or methods."""
    return lambda node: (
        change(node) if isinstance(node, ast.Call) and called(node) in names else None
    )


def method(names: set[str], change: Callable[[ast.expr], ast.expr]) -> Change:
    """For what is called on a tensor, and not on a module."""

    def read(node: ast.expr) -> ast.expr | None:
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in names
        ):
            return None if ast.unparse(node.func.value) in MODULES else change(node.func.value)
        return None

    return read


def without(name: str, names: set[str]) -> Change:
    """Such calls without a keyword that they have."""

    def drop(call: ast.Call) -> ast.expr | None:
        kept = [one for one in call.keywords if one.arg != name]
        return None if len(kept) == len(call.keywords) else ast.Call(call.func, call.args, kept)

    return call(names, drop)


def added(name: str, value: str, names: set[str]) -> Change:
    """With a keyword that is not there yet."""

    def add(call: ast.Call) -> ast.expr | None:
        if _given(call, name) is not None:
            return None
        return ast.Call(call.func, call.args, [*call.keywords, ast.keyword(name, made(value))])

    return call(names, add)


def renamed(old: str, new: str) -> Change:
    """Calls of one method as if they were of another."""

    def rename(call: ast.Call) -> ast.expr | None:
        if isinstance(call.func, ast.Attribute):
            return ast.Call(
                ast.Attribute(call.func.value, new, ast.Load()), call.args, call.keywords
            )
        return None

    return call({old}, rename)


def operator(old: type[ast.operator], new: ast.operator) -> Change:
    """One operator taken for another."""
    return lambda node: (
        ast.BinOp(node.left, new, node.right)
        if isinstance(node, ast.BinOp) and isinstance(node.op, old)
        else None
    )


def arguments(names: set[str], choose: Callable[[list[ast.expr]], list[ast.expr] | None]) -> Change:
    """Such calls with other arguments in their places."""

    def choose_others(call: ast.Call) -> ast.expr | None:
        chosen = choose(call.args)
        return ast.Call(call.func, chosen, call.keywords) if chosen is not None else None

    return call(names, choose_others)


def padded(call: ast.Call) -> ast.expr | None:
    """With half a kernel of padding."""
    kernel = _given(call, "kernel_size") or (call.args[2] if len(call.args) > 2 else None)
    if kernel is None or _given(call, "padding") is not None or len(call.args) > 4:
        return None
    half = made(
        str(kernel.value // 2)
        if isinstance(kernel, ast.Constant) and isinstance(kernel.value, int)
        else "0"
    )
    if not isinstance(kernel, ast.Constant):
        half = ast.BinOp(kernel, ast.FloorDiv(), ast.Constant(2))
    return ast.Call(call.func, call.args, [*call.keywords, ast.keyword("padding", half)])


def along(names: set[str], move: Callable[[int], int | None]) -> Change:
    """Another axis, whether it is given by name or by place."""

    def moved(call: ast.Call) -> ast.expr | None:
        for keyword in call.keywords:
            if keyword.arg in ("dim", "axis") and (axis := _axis(keyword.value, move)):
                others = [
                    ast.keyword(one.arg, axis if one is keyword else one.value)
                    for one in call.keywords
                ]
                return ast.Call(call.func, call.args, others)
        is_method = (
            isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value) not in MODULES
        )
        place = 0 if is_method else 1
        axis = _axis(call.args[place], move) if len(call.args) > place else None
        return (
            ast.Call(call.func, [*call.args[:place], axis, *call.args[place + 1 :]], call.keywords)
            if axis
            else None
        )

    return call(names, moved)


def _axis(node: ast.expr, move: Callable[[int], int | None]) -> ast.expr | None:
    try:
        value = ast.literal_eval(node)
    except ValueError:
        return None
    new = move(value) if type(value) is int else None
    return None if new is None else made(str(new))


def turned(axis: int) -> int | None:
    """The other one of two axes."""
    return {0: 1, 1: 0, -1: 0, -2: -1}.get(axis)


def reshaped(node: ast.expr) -> ast.expr | None:
    """A tensor that is laid out anew instead of having its axes moved."""
    if isinstance(node, ast.Attribute) and node.attr in ("T", "mT"):
        return made(f"{ast.unparse(node.value)}.reshape({ast.unparse(node)}.shape)")
    moved = f"reshape({ast.unparse(node)}.shape)"
    return method(
        {"permute", "transpose", "t"}, lambda tensor: made(f"{ast.unparse(tensor)}.{moved}")
    )(node)


def in_place(node: ast.expr) -> ast.expr | None:
    """`x.add_(1)` as if it left `x` alone."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        name = node.func.attr
        if name.endswith("_") and not name.startswith("_") and name != "requires_grad_":
            return ast.Call(
                ast.Attribute(node.func.value, name.rstrip("_"), ast.Load()),
                node.args,
                node.keywords,
            )
    return None


def aligned_left(node: ast.expr) -> ast.expr | None:
    """Arithmetic whose right side begins at the first axis."""
    if (
        isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Add | ast.Sub | ast.Mult)
        and isinstance(node.right, ast.Name)
    ):
        return ast.BinOp(node.left, node.op, made(f"{node.right.id}.unsqueeze(-1)"))
    return None


def slice_further(node: ast.expr) -> ast.expr | None:
    """A slice that takes one more."""
    if (
        isinstance(node, ast.Subscript)
        and isinstance(node.slice, ast.Slice)
        and isinstance(node.slice.upper, ast.Constant)
    ):
        upper = node.slice.upper.value
        if type(upper) is int and upper >= 0:
            return ast.Subscript(
                node.value,
                ast.Slice(node.slice.lower, ast.Constant(upper + 1), node.slice.step),
                ast.Load(),
            )
    return None


def index_before(node: ast.expr) -> ast.expr | None:
    """An index that is counted from 1."""
    place = (
        node.slice.value
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant)
        else None
    )
    if isinstance(node, ast.Subscript) and type(place) is int and place > 0:
        return ast.Subscript(node.value, ast.Constant(place - 1), ast.Load())
    return None


def column_before_row(node: ast.expr) -> ast.expr | None:
    """Two indices, read in the other order."""
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Tuple):
        match node.slice.elts:
            case [ast.Name() | ast.Constant() as row, ast.Name() | ast.Constant() as column] if (
                ast.unparse(row) != ast.unparse(column)
            ):
                return ast.Subscript(node.value, ast.Tuple([column, row], ast.Load()), node.ctx)
    return None


def no_transpose(node: ast.expr) -> ast.expr | None:
    """A matrix as if it were not transposed."""
    return node.value if isinstance(node, ast.Attribute) and node.attr in ("T", "mT") else None


def of_shape(code: str) -> Change:
    """Another reading of a shape that is asked for, which stands for `{}`."""

    def read(node: ast.expr) -> ast.expr | None:
        is_shape = isinstance(node, ast.Attribute) and node.attr == "shape"
        return made(code.replace("{}", ast.unparse(node))) if is_shape else None

    return read


def identity(call: ast.Call) -> ast.expr | None:
    """A layer that does nothing, or what a function was given."""
    return (
        made("nn.Identity()")
        if called(call)[0].isupper()
        else (call.args[0] if call.args else None)
    )
