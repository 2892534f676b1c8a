"""Inspects the syntax of code, to find out what depends on chance (see `luck`)."""

import ast

from torchquiz.engine.proof.luck_names import ADDRESSES, DRAWING_METHODS, DRAWS


def last_name(function: ast.expr) -> str:
    """Return the last part of a dotted name, such as `rand` for `torch.rand`."""
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def base_name(node: ast.AST) -> str:
    """Return the first part of a dotted or indexed name, such as `x` for `x.data[0]`."""
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def changed_name(call: ast.Call) -> str:
    """Return the name that a call may change: `x` in `x.add_(1)` or in `init.zeros_(x.weight)`."""
    own = base_name(call.func)
    is_function = own in ("torch", "nn", "init", "F", "random", "np", "numpy")
    if is_function or isinstance(call.func, ast.Name):
        return base_name(call.args[0]) if call.args else ""
    return own


def shuffles(call: ast.Call, name: str) -> bool:
    """Return whether a call creates a data loader that shuffles its examples."""
    shuffle = next((word.value for word in call.keywords if word.arg == "shuffle"), None)
    is_off = shuffle is None or (isinstance(shuffle, ast.Constant) and not shuffle.value)
    return name == "DataLoader" and not is_off


def is_draw(function: ast.expr, name: str) -> bool:
    """Return whether a called function generates random values."""
    module = ast.unparse(function).split(".")[:-1]
    is_of_python = "random" in module and module[0] in ("random", "np", "numpy")
    return name in DRAWS or name in DRAWING_METHODS or is_of_python


def has_keyword(call: ast.Call, name: str) -> bool:
    """Return whether a call has a keyword argument with this name."""
    return any(keyword.arg == name for keyword in call.keywords)


def compares_identities(node: ast.Compare) -> bool:
    """Return whether a comparison tests identity or compares addresses.

    The result of such a comparison does not depend on chance.
    """
    if all(isinstance(operator, ast.Is | ast.IsNot) for operator in node.ops):
        return True
    sides = [node.left, *node.comparators]
    return all(isinstance(side, ast.Call) and last_name(side.func) in ADDRESSES for side in sides)


def is_full_slice(node: ast.AST) -> bool:
    """Return whether an expression is a full slice, such as `x[:]` or `x[...]`."""
    if not isinstance(node, ast.Subscript):
        return False
    index = node.slice
    is_all = isinstance(index, ast.Slice) and index.lower is index.upper is index.step is None
    return is_all or (isinstance(index, ast.Constant) and index.value is ...)


def is_number(node: ast.AST) -> bool:
    """Return whether an element of a set is a number.

    A number has the same hash in every run.
    """
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float)
    return isinstance(node, ast.Call) and last_name(node.func) in ("len", "int", "float", "item")


def holds_numbers(node: ast.AST) -> bool:
    """Return whether a collection contains only numbers, as far as its code shows."""
    if isinstance(node, ast.List | ast.Tuple | ast.Set):
        return all(map(is_number, node.elts))
    return isinstance(node, ast.Call) and last_name(node.func) in ("range", "tolist")


def tests_membership(node: ast.Compare) -> bool:
    """Return whether a comparison only tests whether something is in a collection."""
    return all(isinstance(operator, ast.In | ast.NotIn) for operator in node.ops)


def defines_module(definition: ast.FunctionDef | ast.ClassDef) -> bool:
    """Return whether a definition is that of a subclass of `nn.Module`."""
    bases = definition.bases if isinstance(definition, ast.ClassDef) else []
    return any(last_name(base) == "Module" for base in bases)
