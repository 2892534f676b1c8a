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
LAST_BY_DEFAULT = {"topk", "sort", "argsort", "kthvalue", "median", "mode", "diff"}
"""Functions and methods that use the last axis unless another is passed."""
TINY = 1e-3
"""A number below which the sign of a term hardly matters."""
EVEN = {"abs", "square", "norm"}
"""Functions and methods whose result does not depend on the sign."""


def other_functions(program: SourceTree) -> Iterator[Slip]:
    """Yield changes that call a different function, such as `sum` for `mean`."""
    filled = set(_filled_in_loops(program.tree))
    for node in ast.walk(program.tree):
        if not isinstance(node, ast.Call) or node in filled:
            continue
        name = called_name(node)
        if isinstance(node.func, ast.Attribute):
            for other in OTHER_NAMES.get(name, ()):
                span = program.name_span(node.func)
                yield Slip(span, other, f"`{other}` instead of `{name}`")
        elif name in BUILT_IN:
            (other, *_) = OTHER_NAMES[name]
            yield Slip(program.span(node.func), other, f"`{other}` instead of `{name}`")


def _filled_in_loops(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield calls that make a tensor into whose every element loops write, as in `out[i, j] = …`.

    What such a tensor contains at first does not matter.
    """
    written = {
        node.targets[0].value.id: node.targets[0].slice
        for loop in ast.walk(tree)
        if isinstance(loop, ast.For)
        for node in ast.walk(loop)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Subscript)
        and isinstance(node.targets[0].value, ast.Name)
    }
    for node in ast.walk(tree):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Call() as call):
                indices = written.get(name)
                if isinstance(indices, ast.Tuple | ast.Name) and _are_names(indices):
                    yield call


def _are_names(index: ast.expr) -> bool:
    """Return whether an index consists of names only, and not of slices or calculations."""
    parts = index.elts if isinstance(index, ast.Tuple) else [index]
    return all(isinstance(part, ast.Name) for part in parts)


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
            is_default = called_name(node) in LAST_BY_DEFAULT and keyword.arg in AXES
            if keyword.arg in AXES | {"keepdim", "correction", "bias"} and not is_default:
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
                yield Slip(program.suffix_span(node), "", "a dtype that is not converted")
        elif isinstance(node, ast.Attribute) and _is_torch_dtype(node):
            yield Slip(program.name_span(node), OTHER_DTYPES[node.attr], "another dtype")


def _is_torch_dtype(node: ast.Attribute) -> bool:
    return node.attr in OTHER_DTYPES and ast.unparse(node.value) == "torch"


def other_operators(program: SourceTree) -> Iterator[Slip]:
    """Yield changes to an operation: swapped operands, the opposite sign, or an omitted factor."""
    even = set(_signs_do_not_matter(program.tree))
    for node in ast.walk(program.tree):
        if not isinstance(node, ast.BinOp):
            continue
        if isinstance(node.op, ast.Sub | ast.Div | ast.MatMult) and node not in even:
            swapped = ast.BinOp(node.right, node.op, node.left)
            yield Slip(program.span(node), ast.unparse(swapped), "swapped operands")
        if isinstance(node.op, ast.Add | ast.Sub) and not _is_tiny(node.right):
            other = ast.Sub() if isinstance(node.op, ast.Add) else ast.Add()
            signed = ast.BinOp(node.left, other, node.right)
            yield Slip(program.span(node), ast.unparse(signed), "the opposite sign")
        if isinstance(node.op, ast.Mult | ast.Div):
            yield Slip(program.span(node), ast.unparse(node.left), "a factor left out")
        if isinstance(node.op, ast.MatMult):
            product = ast.BinOp(node.left, ast.Mult(), node.right)
            yield Slip(program.span(node), ast.unparse(product), "`*` instead of `@`")


def _is_tiny(node: ast.expr) -> bool:
    """Return whether a term only prevents a division by zero, such as `1e-6` or `eps`."""
    if isinstance(node, ast.Constant) and isinstance(node.value, float):
        return abs(node.value) < TINY
    return isinstance(node, ast.Name) and node.id in ("eps", "epsilon")


def _signs_do_not_matter(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield differences that are squared or whose absolute value is taken: `(a - b).pow(2)`."""
    for node in ast.walk(tree):
        match node:
            case ast.BinOp(left=ast.BinOp(op=ast.Sub()) as difference, op=ast.Pow(), right=power):
                if ast.unparse(power) == "2":
                    yield difference
            case ast.Call(
                func=ast.Attribute(value=ast.BinOp(op=ast.Sub()) as difference, attr=name),
                args=arguments,
            ):
                is_square = (
                    name == "pow" and ast.unparse(arguments[0]) == "2" if arguments else False
                )
                if is_square or name in EVEN:
                    yield difference
            case ast.Call(args=[ast.BinOp(op=ast.Sub()) as difference, *_]):
                if called_name(node) in EVEN:
                    yield difference
