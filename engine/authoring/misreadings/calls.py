"""Misreadings of function calls: with wrong arguments, a wrong name or a wrong axis."""

import ast
from collections.abc import Callable

from torchquiz.engine.authoring.misreadings.names import MODULES
from torchquiz.engine.authoring.misreadings.rule import Misreading, parsed_expression


def called_name(node: ast.expr) -> str:
    """Return the last part of a called function's name, such as `relu` for `F.relu(x)`.

    Return an empty string if the node is not a call.
    """
    return ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""


def keyword_value(call: ast.Call, name: str) -> ast.expr | None:
    """Return the value of a call's keyword argument, or None if the call does not pass it."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    return None


def calls_of(names: set[str], misread: Callable[[ast.Call], ast.expr | None]) -> Misreading:
    """Return a misreading that applies to calls of the functions or classes with these names."""

    def misread_call(node: ast.expr) -> ast.expr | None:
        if isinstance(node, ast.Call) and called_name(node) in names:
            return misread(node)
        return None

    return misread_call


def methods(names: set[str], misread: Callable[[ast.expr], ast.expr]) -> Misreading:
    """Return a misreading that applies to calls of these tensor methods.

    `misread` receives the tensor whose method is called.
    """

    def misread_call(node: ast.expr) -> ast.expr | None:
        match node:
            case ast.Call(func=ast.Attribute(value=tensor, attr=name)) if name in names:
                return None if ast.unparse(tensor) in MODULES else misread(tensor)
        return None

    return misread_call


def without_keyword(keyword: str, names: set[str]) -> Misreading:
    """Return a misreading that overlooks a keyword argument in calls of these functions."""

    def drop(call: ast.Call) -> ast.expr | None:
        kept = [other for other in call.keywords if other.arg != keyword]
        if len(kept) == len(call.keywords):
            return None
        return ast.Call(call.func, call.args, kept)

    return calls_of(names, drop)


def with_keyword(
    keyword: str, value: str, names: set[str], *, only_floats: bool = False
) -> Misreading:
    """Return a misreading that adds a keyword argument to calls that do not pass it.

    With `only_floats`, calls that create a tensor of integers are left alone.
    """

    def add(call: ast.Call) -> ast.expr | None:
        if keyword_value(call, keyword) is not None or (only_floats and _makes_integers(call)):
            return None
        new = ast.keyword(keyword, parsed_expression(value))
        return ast.Call(call.func, call.args, [*call.keywords, new])

    return calls_of(names, add)


def _makes_integers(call: ast.Call) -> bool:
    """Return whether a call such as `torch.arange(12)` or `torch.tensor([1])` has no float."""
    constants = [node.value for node in ast.walk(call) if isinstance(node, ast.Constant)]
    has_float = any(isinstance(constant, float) for constant in constants)
    return called_name(call) in ("arange", "tensor", "full", "as_tensor") and not has_float


def another_method(old: str, new: str) -> Misreading:
    """Return a misreading that mistakes one method for another."""

    def rename(call: ast.Call) -> ast.expr | None:
        if not isinstance(call.func, ast.Attribute):
            return None
        method = ast.Attribute(call.func.value, new, ast.Load())
        return ast.Call(method, call.args, call.keywords)

    return calls_of({old}, rename)


def renamed(call: ast.Call, name: str) -> ast.expr:
    """Return a call to another function in the same module, with the same arguments."""
    function = call.func
    if isinstance(function, ast.Attribute):
        return ast.Call(ast.Attribute(function.value, name, ast.Load()), call.args, call.keywords)
    return ast.Call(ast.Name(name, ast.Load()), call.args, call.keywords)


def arguments(
    names: set[str], choose: Callable[[list[ast.expr]], list[ast.expr] | None]
) -> Misreading:
    """Return a misreading that replaces the positional arguments in calls of these functions.

    `choose` returns the new arguments, or None if the call is not misread.
    """

    def choose_others(call: ast.Call) -> ast.expr | None:
        chosen = choose(call.args)
        return None if chosen is None else ast.Call(call.func, chosen, call.keywords)

    return calls_of(names, choose_others)


def with_padding(call: ast.Call) -> ast.expr | None:
    """Return a convolution with added padding of half the kernel size.

    Return None if the padding cannot be added.
    """
    kernel = keyword_value(call, "kernel_size")
    if kernel is None and len(call.args) > 2:
        kernel = call.args[2]
    if kernel is None or keyword_value(call, "padding") is not None or len(call.args) > 4:
        return None
    padding = ast.keyword("padding", _half(kernel))
    return ast.Call(call.func, call.args, [*call.keywords, padding])


def _half(kernel: ast.expr) -> ast.expr:
    if not isinstance(kernel, ast.Constant):
        return ast.BinOp(kernel, ast.FloorDiv(), ast.Constant(2))
    return ast.Constant(kernel.value // 2 if isinstance(kernel.value, int) else 0)


def along(names: set[str], move: Callable[[int], int | None]) -> Misreading:
    """Return a misreading that replaces the axis in calls of these functions.

    `move` returns the wrong axis, or None if the axis is not misread.
    """

    def moved(call: ast.Call) -> ast.expr | None:
        return _with_named_axis(call, move) or _with_positional_axis(call, move)

    return calls_of(names, moved)


def _with_named_axis(call: ast.Call, move: Callable[[int], int | None]) -> ast.expr | None:
    for index, keyword in enumerate(call.keywords):
        axis = _moved_axis(keyword.value, move) if keyword.arg in ("dim", "axis") else None
        if axis is not None:
            keywords = [*call.keywords]
            keywords[index] = ast.keyword(keyword.arg, axis)
            return ast.Call(call.func, call.args, keywords)
    return None


def _with_positional_axis(call: ast.Call, move: Callable[[int], int | None]) -> ast.expr | None:
    """Return the call with its positional axis replaced, or None if it has none.

    The axis is the first argument of a method, and the second argument of a function, after the
    tensor.
    """
    is_attribute = isinstance(call.func, ast.Attribute)
    is_method = is_attribute and ast.unparse(call.func.value) not in MODULES  # type: ignore[attr-defined]
    index = 0 if is_method else 1
    if len(call.args) <= index:
        return None
    axis = _moved_axis(call.args[index], move)
    if axis is None:
        return None
    args = [*call.args[:index], axis, *call.args[index + 1 :]]
    return ast.Call(call.func, args, call.keywords)


def _moved_axis(node: ast.expr, move: Callable[[int], int | None]) -> ast.expr | None:
    try:
        axis = ast.literal_eval(node)
    except ValueError:
        return None
    new = move(axis) if type(axis) is int else None
    return None if new is None else parsed_expression(str(new))


def other_axis(axis: int) -> int | None:
    """Return the other axis of a matrix, or None if `axis` is not an axis of a matrix."""
    return {0: 1, 1: 0, -1: 0, -2: -1}.get(axis)


def identity(call: ast.Call) -> ast.expr | None:
    """Return code that leaves the input unchanged, to replace a call.

    It is `nn.Identity()` for a layer, and the first argument for a function.
    """
    is_layer = called_name(call)[0].isupper()
    if is_layer:
        return parsed_expression("nn.Identity()")
    return call.args[0] if call.args else None
