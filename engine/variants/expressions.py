"""Evaluates the expressions in `where` and `derived` in this process, without `eval`.

Lessons may come from anywhere. Therefore only arithmetic, comparisons and a few functions are
supported, and values must stay small.
"""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

from torchquiz.engine.variants.parsing import NotPythonError, parse_expression

LARGEST = 10**18
LONGEST = 10_000
LARGEST_EXPONENT = 64
MOST_DIGITS = 64
"""The maximum number of digits for `round`. Rounding to a billion digits would take forever."""

MATH = (math.prod, math.floor, math.ceil, math.sqrt, math.exp, math.log)
BUILT_IN = (abs, len, max, min, round, sum, int, float, str, tuple)
FUNCTIONS: dict[str, Callable[..., Any]] = {
    function.__name__: function for function in (*BUILT_IN, *MATH)
}
BINARY: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}
UNARY: dict[type[ast.unaryop], Callable[[Any], Any]] = {
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
}
COMPARISONS: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}
FAILURES = (
    ArithmeticError,
    LookupError,
    TypeError,
    ValueError,
    RecursionError,
    MemoryError,
)
"""The errors that the supported operators and functions raise for unsuitable values."""


class ExpressionError(Exception):
    """Raised when an expression cannot be evaluated. The message is a clause that explains why."""


def evaluate(code: str, names: Mapping[str, Any]) -> Any:
    """Evaluate an expression, which can use `names`.

    Raises:
        ExpressionError: the code is not an expression, is not supported, or raises an error.
    """
    try:
        return _value(_parse(code), names)
    except FAILURES as error:
        raise ExpressionError(f"it fails ({type(error).__name__}: {error})") from error


def arithmetic(code: str, names: Mapping[str, Any]) -> Any:
    """Evaluate an expression that contains only operators, numbers, tuples and `names`.

    No program can change the result of such an expression by redefining a function.

    Raises:
        ExpressionError: the expression contains a list or a call, or `evaluate` cannot evaluate it.
    """
    nodes = ast.walk(_parse(code))
    if any(isinstance(node, ast.Call | ast.List) for node in nodes):
        raise ExpressionError("it is not plain arithmetic")
    return evaluate(code, names)


def _parse(code: str) -> ast.expr:
    try:
        return parse_expression(code)
    except NotPythonError as error:
        raise ExpressionError(f"it is not valid Python ({error.reason})") from error


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:
    """Evaluate a part of an expression. Raise an error if its value is too large."""
    value = _unchecked_value(node, names)
    if isinstance(value, int) and abs(value) > LARGEST:
        raise ExpressionError("the number is too large")
    if _size(value) > LONGEST:
        raise ExpressionError("the value is too long")
    return value


def _unchecked_value(node: ast.expr, names: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant(value=int() | float() | str() | None as value):
            return value
        case ast.Name(id=name):
            return _named_value(name, names)
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return tuple(_value(element, names) for element in elements)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
            return _operation(op, _value(left, names), _value(right, names))
        case ast.UnaryOp(op=sign, operand=operand) if type(sign) in UNARY:
            return UNARY[type(sign)](_value(operand, names))
        case ast.BoolOp(op=junction, values=values):
            return _junction(junction, values, names)
        case ast.Compare(left=left, ops=ops, comparators=others):
            return _comparison(_value(left, names), ops, [_value(other, names) for other in others])
        case ast.IfExp(test=test, body=body, orelse=otherwise):
            return _value(body if _value(test, names) else otherwise, names)
        case ast.Subscript(value=value, slice=index) if not isinstance(index, ast.Slice):
            return _value(value, names)[_value(index, names)]
        case ast.Call(func=function, args=arguments, keywords=[]):
            return _call(ast.unparse(function), [_value(argument, names) for argument in arguments])
    raise ExpressionError(f"`{ast.unparse(node)}` is not supported here")


def _named_value(name: str, names: Mapping[str, Any]) -> Any:
    if name not in names:
        known = ", ".join(names)
        raise ExpressionError(
            f"`{name}` is not a parameter; "
            + (f"the parameters are {known}" if known else "the item has none")
        )
    return names[name]


def _operation(op: ast.operator, left: Any, right: Any) -> Any:
    if isinstance(op, ast.Pow) and not _is_small_exponent(right):
        raise ExpressionError("the exponent is too large")
    if isinstance(op, ast.Mod) and isinstance(left, str):
        raise ExpressionError("formatting strings with % is not supported here")
    if isinstance(op, ast.Mult):
        size = max(_size_repeated(left, right), _size_repeated(right, left))
        if size > LONGEST:
            raise ExpressionError("the value is too long")
    return BINARY[type(op)](left, right)


def _is_small_exponent(value: Any) -> bool:
    return isinstance(value, int | float) and abs(value) <= LARGEST_EXPONENT


def _size_repeated(sequence: Any, times: Any) -> int:
    """Return the size of `sequence * times`, or 0 if the product does not repeat a sequence."""
    if isinstance(sequence, str | tuple) and isinstance(times, int):
        return _size(sequence) * times
    return 0


def _size(value: Any) -> int:
    """Return the total number of elements in a value, including those of nested values.

    Nested values count, because doubling a tuple of tuples a few times would make it huge.
    """
    if isinstance(value, tuple):
        return len(value) + sum(map(_size, value))
    return len(value) if isinstance(value, str) else 0


def _junction(op: ast.boolop, values: list[ast.expr], names: Mapping[str, Any]) -> Any:
    """Evaluate `and` or `or`, stopping at the operand that decides the result, as Python does."""
    value: Any = None
    for node in values:
        value = _value(node, names)
        if bool(value) == isinstance(op, ast.Or):
            break
    return value


def _comparison(left: Any, ops: list[ast.cmpop], others: list[Any]) -> bool:
    for op, right in zip(ops, others, strict=True):
        if type(op) not in COMPARISONS:
            raise ExpressionError("`is` is not supported here; use ==")
        if not COMPARISONS[type(op)](left, right):
            return False
        left = right
    return True


def _call(name: str, arguments: list[Any]) -> Any:
    function = FUNCTIONS.get(name.removeprefix("math."))
    if function is None:
        known = ", ".join(sorted(FUNCTIONS))
        raise ExpressionError(f"the function `{name}` is not supported here; use one of {known}")
    if function is round and any(map(_is_large_number_of_digits, arguments[1:])):
        raise ExpressionError(f"round() takes at most {MOST_DIGITS} digits here")
    return function(*arguments)


def _is_large_number_of_digits(value: Any) -> bool:
    return isinstance(value, int) and abs(value) > MOST_DIGITS
