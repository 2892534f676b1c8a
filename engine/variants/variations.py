"""Creates variations of a program, each with one small change."""

import ast
import copy
from collections.abc import Iterator
from typing import Any

from torchquiz.engine.variants.parsing import NotPythonError, parse

OPERATORS: dict[type[ast.operator], ast.operator] = {
    ast.Add: ast.Sub(),
    ast.Sub: ast.Add(),
    ast.Mult: ast.Add(),
    ast.Div: ast.Mult(),
    ast.FloorDiv: ast.Mult(),
    ast.MatMult: ast.Mult(),
    ast.Pow: ast.Mult(),
}
"""For each operator, the operator that replaces it."""
COMPARISONS: dict[type[ast.cmpop], ast.cmpop] = {
    ast.Lt: ast.GtE(),
    ast.LtE: ast.Gt(),
    ast.Gt: ast.LtE(),
    ast.GtE: ast.Lt(),
    ast.Eq: ast.NotEq(),
    ast.NotEq: ast.Eq(),
}
"""For each comparison, the comparison that replaces it."""
TAIL_CALLS = ("detach", "double", "clone", "neg", "flatten")
"""Tensor methods that are called on an assigned value, each to change one of its properties."""
MAKERS = {"rand", "randn", "zeros", "ones", "empty", "randint", "full"}
"""Functions whose arguments are sizes. No size becomes 0, because an empty tensor proves little."""
KEPT = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Pass, ast.Return)
"""Statements that are never removed, because without them nearly everything else would fail."""
Replacement = ast.AST | list[ast.stmt]


def varied_programs(code: str, most: int) -> list[str]:
    """Return up to `most` variations of a program, each with one small change.

    A literal or an operator is changed, or a statement, a call or an argument is left out. If there
    are more programs than `most`, those returned are spread evenly over the whole code. Code that
    is not valid Python has no variations.
    """
    try:
        tree = parse(code)
    except NotPythonError:
        return []
    counter = _Variation(tree, None)
    counter.visit(copy.deepcopy(tree))
    programs = dict.fromkeys(_varied(tree, number) for number in range(counter.count))
    programs.pop(ast.unparse(tree), None)
    step = max(1, -(-len(programs) // most))
    return list(programs)[::step]


def _varied(tree: ast.Module, number: int) -> str:
    """Return the program with only the variation of the given number applied."""
    varied = _Variation(tree, number).visit(copy.deepcopy(tree))
    for node in ast.walk(varied):
        if getattr(node, "body", None) == []:
            setattr(node, "body", [ast.Pass()])  # noqa: B010  # mypy does not know the attribute
    return ast.unparse(ast.fix_missing_locations(varied))


class _Variation(ast.NodeTransformer):
    """A transformer that counts the possible variations of a program, and makes one of them."""

    def __init__(self, tree: ast.Module, wanted: int | None) -> None:
        self._modules = _imported_names(tree)
        self._wanted = wanted
        self._sizes: set[int] = set()
        """Ids of the nodes that are sizes of new tensors."""
        self.count = 0
        """The number of variations that have been counted so far."""

    def visit(self, node: ast.AST) -> Any:
        """Visit the parts of a node, and return the node.

        If the variation to make applies to this node, return the changed node instead.
        """
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in MAKERS:
            self._sizes |= {id(part) for argument in node.args for part in ast.walk(argument)}
        super().generic_visit(node)
        for replacement in _replacements(node, self._modules, is_size=id(node) in self._sizes):
            self.count += 1
            if self.count - 1 == self._wanted:
                return replacement
        return node


def _imported_names(tree: ast.Module) -> set[str]:
    """Return the names that the program imports, and common ones such as `torch` and `np`."""
    names = {"torch", "nn", "F", "np", "math"}
    for node in ast.walk(tree):
        if isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
    return names


def _replacements(node: ast.AST, modules: set[str], *, is_size: bool) -> Iterator[Replacement]:
    """Yield the nodes that can replace a node in a variation."""
    if isinstance(node, ast.Constant):
        yield from _other_constants(node, least=1 if is_size else 0)
    elif isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
        yield ast.BinOp(node.left, OPERATORS[type(node.op)], node.right)
    elif isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARISONS:
        others = [COMPARISONS[type(node.ops[0])], *node.ops[1:]]
        yield ast.Compare(node.left, others, node.comparators)
    elif isinstance(node, ast.Call):
        yield from _shorter_calls(node, modules)
    elif isinstance(node, ast.stmt) and not isinstance(node, KEPT):
        yield node.body if isinstance(node, ast.With) else []
        yield from _other_values(node)


def _other_constants(node: ast.Constant, least: int) -> Iterator[ast.expr]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int):
        yield ast.Constant(value + 1)
        yield ast.Constant(max(least, abs(value - 1)))
    elif isinstance(value, float):
        yield ast.Constant(value + 1)
        yield ast.Constant(-value)


def _shorter_calls(call: ast.Call, modules: set[str]) -> Iterator[ast.expr]:
    """Yield a call without each of its keyword arguments in turn, and then its operand alone.

    The operand is the object of a method or the first argument of a function: `x` for both
    `x.sum()` and `torch.relu(x)`.
    """
    for at in range(len(call.keywords)):
        yield ast.Call(call.func, call.args, [*call.keywords[:at], *call.keywords[at + 1 :]])
    root = call.func
    while isinstance(root, ast.Attribute):
        root = root.value
    is_of_module = isinstance(root, ast.Name) and root.id in modules
    if isinstance(call.func, ast.Attribute) and not is_of_module:
        yield call.func.value
    elif call.args and not isinstance(call.args[0], ast.Constant | ast.Starred):
        yield call.args[0]


def _other_values(node: ast.stmt) -> Iterator[ast.stmt]:
    """Yield an assignment with one property of its value changed, as in `x = value.detach()`."""
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        for name in TAIL_CALLS:
            called = ast.Call(ast.Attribute(node.value, name, ast.Load()), [], [])
            yield ast.Assign(node.targets, called)
