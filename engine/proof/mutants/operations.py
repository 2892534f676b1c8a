"""Mistakes in a single operation, such as a wrong reduction, axis, dtype or order of operands."""

import ast
from collections.abc import Iterator

from torchquiz.engine.proof.mutants.program import Slip, SourceTree, called_name

OTHER_NAMES = {
    "mean": ("sum",),
    "sum": ("mean",),
    "amax": ("mean", "amin"),
    "amin": ("mean", "amax"),
    "max": ("min",),
    "min": ("max",),
    "argmax": ("argmin", "max"),
    "argmin": ("argmax", "min"),
    "std": ("var",),
    "var": ("std",),
    "any": ("all",),
    "all": ("any",),
    "cumsum": ("sum",),
    "floor": ("round",),
    "ceil": ("round",),
    "softmax": ("log_softmax", "sigmoid"),
    "log_softmax": ("softmax",),
    "train": ("eval",),
    "eval": ("train",),
    "zeros": ("ones",),
    "ones": ("zeros",),
}
"""Methods and functions, each with the names of others that learners use by mistake."""
BUILT_IN = {"max", "min", "any", "all"}
OTHER_DTYPES = {
    "float": "double",
    "double": "float",
    "long": "int",
    "int": "long",
    "bool": "int",
    "float32": "float64",
    "float64": "float32",
    "int64": "int32",
    "int32": "int64",
}
AXES = {"dim", "axis"}


def other_functions(program: SourceTree) -> Iterator[Slip]:
    """Yield changes that call a different function, such as `sum` for `mean`."""
    for node in ast.walk(program.tree):
        if not isinstance(node, ast.Call):
            continue
        name = called_name(node)
        if isinstance(node.func, ast.Attribute):
            for other in OTHER_NAMES.get(name, ()):
                span = program.name_span(node.func)
                yield Slip(span, other, f"`{other}` instead of `{name}`")
        elif name in BUILT_IN:
            (other, *_) = OTHER_NAMES[name]
            yield Slip(program.span(node.func), other, f"`{other}` instead of `{name}`")


def other_axes(program: SourceTree) -> Iterator[Slip]:
    """Yield changes that use a different axis, or all axes."""
    for node in ast.walk(program.tree):
        if not isinstance(node, ast.Call):
            continue
        for keyword in node.keywords:
            if keyword.arg in AXES:
                for other in _other_axes(keyword.value):
                    span = program.span(keyword.value)
                    yield Slip(span, other, "another axis")
            if keyword.arg in AXES | {"keepdim", "correction", "bias"}:
                yield from _without_keyword(program, node, keyword)


def _without_keyword(program: SourceTree, call: ast.Call, keyword: ast.keyword) -> Iterator[Slip]:
    span = program.span(call.func)[1], program.span(call)[1]
    # In `(f)(x)`, the brackets would be part of the span.
    if program.text(span).startswith("("):
        rest = [kept for kept in call.keywords if kept is not keyword]
        shorter = ast.unparse(ast.Call(ast.Name("f"), call.args, rest))
        yield Slip(span, shorter.removeprefix("f"), f"no `{keyword.arg}`")


def _other_axes(value: ast.expr) -> Iterator[str]:
    try:
        axis = ast.literal_eval(value)
    except (ValueError, TypeError):
        return
    if isinstance(axis, tuple) and len(axis) > 1:
        yield repr(axis[1:])
        yield repr(axis[:-1])
    elif type(axis) is int:
        yield "1" if axis == 0 else "0"
        if axis > 1:
            yield str(axis - 1)


def other_dtypes(program: SourceTree) -> Iterator[Slip]:
    """Yield changes that convert to a different dtype, or not at all."""
    for node in ast.walk(program.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            name = node.func.attr
            if name in OTHER_DTYPES and not node.args:
                yield Slip(program.name_span(node.func), OTHER_DTYPES[name], "another dtype")
                yield Slip(program.suffix_span(node), "", "no conversion of the dtype")
        elif isinstance(node, ast.Attribute) and _is_torch_dtype(node):
            yield Slip(program.name_span(node), OTHER_DTYPES[node.attr], "another dtype")


def _is_torch_dtype(node: ast.Attribute) -> bool:
    return node.attr in OTHER_DTYPES and ast.unparse(node.value) == "torch"


def other_operators(program: SourceTree) -> Iterator[Slip]:
    """Yield changes to an operation: swapped operands, the opposite sign, or an omitted factor."""
    for node in ast.walk(program.tree):
        if not isinstance(node, ast.BinOp):
            continue
        if isinstance(node.op, ast.Sub | ast.Div | ast.MatMult):
            swapped = ast.BinOp(node.right, node.op, node.left)
            yield Slip(program.span(node), ast.unparse(swapped), "swapped operands")
        if isinstance(node.op, ast.Add | ast.Sub):
            other = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
            signed = ast.BinOp(node.left, other, node.right)
            yield Slip(program.span(node), ast.unparse(signed), "the opposite sign")
        if isinstance(node.op, ast.Mult | ast.Div):
            yield Slip(program.span(node), ast.unparse(node.left), "a factor left out")
        if isinstance(node.op, ast.MatMult):
            product = ast.BinOp(node.left, ast.Mult(), node.right)
            yield Slip(program.span(node), ast.unparse(product), "`*` instead of `@`")
