"""Finds conditions that test nothing because they never change or do not depend on the code."""

import ast
import builtins

RETURNING_NONE = frozenset(
    {"get", "backward", "step", "zero_grad", "pop", "next", "search", "match"}
)
"""Methods that may return None."""


def fixed_truth(condition: str) -> bool | None:
    """Return the truth value of a condition that no code can change, such as `y is y`.

    Return None for any other condition, including `y == y`, because NaN differs from itself.
    """
    node = _parsed(condition)
    return _truth(node) if node is not None else None


def weakness(condition: str, program: str) -> str:
    """Return the reason why a condition may test nothing, without a full stop.

    Return an empty string if the condition seems sound.

    Args:
        condition: an expression.
        program: the code that runs before the condition. The condition should use its names.
    """
    node = _parsed(condition)
    if node is None:
        return ""
    if any(_compares_with_itself(part) for part in ast.walk(node)):
        return "compares something with itself"
    if _is_never_negative(node):
        return "only says that something is not negative, which is always true"
    if _tests_for_none(node):
        return "only tests whether there is a result"
    used = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return "" if used & names_of(program) else "uses none of the names in the code"


def _parsed(condition: str) -> ast.expr | None:
    try:
        return ast.parse(condition.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def _truth(node: ast.expr) -> bool | None:
    """Return the truth value of an expression if it is the same for all values of its names.

    Return None otherwise.
    """
    try:
        return bool(ast.literal_eval(node))
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        pass
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        truth = _truth(node.operand)
        return None if truth is None else not truth
    if isinstance(node, ast.BoolOp):
        return _truth_of_all(node)
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        return _truth_of_comparison(node)
    return None


def _truth_of_all(node: ast.BoolOp) -> bool | None:
    """Return the truth value of `… or …` or `… and …` if its names cannot change the result.

    Return None otherwise.
    """
    truths = [_truth(value) for value in node.values]
    deciding = isinstance(node.op, ast.Or)
    if deciding in truths:
        return deciding
    return None if None in truths else not deciding


def _truth_of_comparison(node: ast.Compare) -> bool | None:
    """Return the truth value of `==` or `!=` between literals, or of `x is x` or `x is not x`.

    Return None for any other comparison.
    """
    (operator,), (right,) = node.ops, node.comparators
    if isinstance(operator, ast.Eq | ast.NotEq):
        try:
            is_equal = bool(ast.literal_eval(node.left) == ast.literal_eval(right))
        except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
            return None
        return is_equal == isinstance(operator, ast.Eq)
    if isinstance(operator, ast.Is | ast.IsNot) and isinstance(node.left, ast.Name):
        is_same = ast.dump(node.left) == ast.dump(right)
        return isinstance(operator, ast.Is) if is_same else None
    return None


def _compares_with_itself(node: ast.AST) -> bool:
    """Return whether both sides of `==` are the same, as in `y == y` or `y.shape == y.shape`.

    A call may return a different value the second time, so `f(x) == f(x)` does test something.
    """
    if not isinstance(node, ast.Compare) or not isinstance(node.ops[0], ast.Eq):
        return False
    if any(isinstance(part, ast.Call) for part in ast.walk(node.left)):
        return False
    return ast.dump(node.left) == ast.dump(node.comparators[0])


def _is_never_negative(node: ast.AST) -> bool:
    """Return whether a condition compares a count, a length or a square with 0, as in `n >= 0`."""
    match node:
        case ast.Compare(left=left, ops=[ast.GtE()], comparators=[ast.Constant(value=0)]):
            return _is_count_or_square(left)
        case ast.Compare(left=left, ops=[ast.Gt()], comparators=[ast.UnaryOp(op=ast.USub())]):
            return _is_count_or_square(left)
        case ast.Compare(left=ast.Constant(value=0), ops=[ast.LtE()], comparators=[right]):
            return _is_count_or_square(right)
    return False


def _is_count_or_square(node: ast.expr) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="len" | "abs")):
            return True
        case ast.Call(
            func=ast.Attribute(attr="numel" | "dim" | "abs" | "square" | "norm" | "size")
        ):
            return True
        case ast.Attribute(attr="ndim" | "nbytes"):
            return True
        case ast.BinOp(op=ast.Pow(), right=ast.Constant(value=2)):
            return True
        case ast.Call(func=ast.Attribute(value=inner, attr="item" | "sum" | "mean" | "min")):
            return _is_count_or_square(inner)
    return False


def _tests_for_none(node: ast.AST) -> bool:
    """Return whether a condition only tests whether a method of a tensor returns something."""
    match node:
        case ast.Compare(
            left=ast.Call(func=ast.Attribute(attr=name)),
            ops=[ast.Is() | ast.IsNot()],
            comparators=[ast.Constant(value=None)],
        ):
            return name not in RETURNING_NONE
    return False


def names_of(program: str) -> set[str]:
    """Return the names that a program uses, defines or imports, without Python's built-in names."""
    try:
        tree = ast.parse(program)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return set()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Name):
            names.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.alias):
            names.add((node.asname or node.name).split(".")[0])
    return names - set(dir(builtins))
