"""Evaluates the small expressions over parameters that `where` and `derived` hold, in this process and without `eval`.

Banks may come from anywhere, so only arithmetic, comparisons and a few functions are understood, and numbers stay small.
"""

import ast
import math
import operator
from collections.abc import Callable, Mapping
from typing import Any

LARGEST = 10**18
LONGEST = 10_000
MOST_DIGITS = 64
"""Of a number; rounding to a billion digits, even to none of them, takes as many steps."""

MATH = (math.prod, math.floor, math.ceil, math.sqrt, math.exp, math.log)
FUNCTIONS: dict[str, Callable[..., Any]] = {
    one.__name__: one for one in (abs, len, max, min, round, sum, int, float, str, tuple, *MATH)
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
COMPARED: dict[type[ast.cmpop], Callable[[Any, Any], bool]] = {
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
    ast.In: lambda left, right: left in right,
    ast.NotIn: lambda left, right: left not in right,
}


class ExpressionError(Exception):
    """An expression that cannot be evaluated; the text says why, without a full stop."""


def evaluate(code: str, names: Mapping[str, Any]) -> Any:
    """The value of an expression over `names`.

    Raises:
        ExpressionError: it is no expression, uses something that is not understood, or fails.
    """
    try:
        tree = ast.parse(code.strip(), mode="eval")
        return _value(tree.body, names)
    except ExpressionError:
        raise
    except SyntaxError as error:
        raise ExpressionError(f"it cannot be read as Python ({error.msg})") from error
    except (
        ArithmeticError,
        LookupError,
        TypeError,
        ValueError,
        RecursionError,
        MemoryError,
    ) as error:
        raise ExpressionError(f"it fails ({type(error).__name__}: {error})") from error


def arithmetic(code: str, names: Mapping[str, Any]) -> Any:
    """The value of an expression of operators, numbers, tuples and `names` alone, which means the same wherever it is evaluated.

    Raises:
        ExpressionError: as for `evaluate`; or it calls something, which a program may have defined anew, or makes a list.
    """
    try:
        nodes = ast.walk(ast.parse(code.strip(), mode="eval"))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"it cannot be read as Python ({error})") from error
    if any(isinstance(node, ast.Call | ast.List) for node in nodes):
        raise ExpressionError("it is more than arithmetic")
    return evaluate(code, names)


def _value(node: ast.expr, names: Mapping[str, Any]) -> Any:
    return _bounded(_unbounded(node, names))


def _unbounded(node: ast.expr, names: Mapping[str, Any]) -> Any:
    match node:
        case ast.Constant(value=int() | float() | str() | None as value):
            return value
        case ast.Name(id=name):
            if name not in names:
                raise ExpressionError(
                    f"'{name}' is no parameter; there is {', '.join(names) or 'none'}"
                )
            return names[name]
        case ast.Tuple(elts=elements) | ast.List(elts=elements):
            return tuple(_value(element, names) for element in elements)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in BINARY:
            return _combined(op, _value(left, names), _value(right, names))
        case ast.UnaryOp(op=sign, operand=operand) if type(sign) in UNARY:
            return UNARY[type(sign)](_value(operand, names))
        case ast.BoolOp(op=junction, values=values):
            return _joined(junction, values, names)
        case ast.Compare(left=left, ops=ops, comparators=others):
            return _compared(_value(left, names), ops, [_value(other, names) for other in others])
        case ast.IfExp(test=test, body=body, orelse=otherwise):
            return _value(body if _value(test, names) else otherwise, names)
        case ast.Subscript(value=value, slice=index) if not isinstance(index, ast.Slice):
            return _value(value, names)[_value(index, names)]
        case ast.Call(func=function, args=arguments, keywords=[]):
            return _called(
                ast.unparse(function), [_value(argument, names) for argument in arguments]
            )
    raise ExpressionError(
        f"'{ast.unparse(node)}' is not understood here; use arithmetic, comparisons and a few functions"
    )


def _combined(op: ast.operator, left: Any, right: Any) -> Any:
    if isinstance(op, ast.Pow) and not (isinstance(right, int | float) and abs(right) <= 64):
        raise ExpressionError("the exponent is too large")
    if isinstance(op, ast.Mod) and isinstance(left, str):
        raise ExpressionError("texts are not formatted here")
    if isinstance(op, ast.Mult) and max(_repeats(left, right), _repeats(right, left)) > LONGEST:
        raise ExpressionError("the value is too long")
    return BINARY[type(op)](left, right)


def _repeats(sequence: Any, times: Any) -> int:
    return (
        _size(sequence) * times
        if isinstance(sequence, str | tuple) and isinstance(times, int)
        else 0
    )


def _size(value: Any) -> int:
    """How much a value holds, with what its parts hold: few steps make a tuple of tuples that nobody could compare or print."""
    if isinstance(value, tuple):
        return len(value) + sum(map(_size, value))
    return len(value) if isinstance(value, str) else 0


def _joined(op: ast.boolop, values: list[ast.expr], names: Mapping[str, Any]) -> Any:
    value: Any = None
    for node in values:
        value = _value(node, names)
        if bool(value) == isinstance(op, ast.Or):
            break
    return value


def _compared(left: Any, ops: list[ast.cmpop], others: list[Any]) -> bool:
    for op, right in zip(ops, others, strict=True):
        if type(op) not in COMPARED:
            raise ExpressionError("'is' is not understood here; use ==")
        if not COMPARED[type(op)](left, right):
            return False
        left = right
    return True


def _called(name: str, arguments: list[Any]) -> Any:
    function = FUNCTIONS.get(name.removeprefix("math."))
    if function is None:
        raise ExpressionError(
            f"'{name}' is not known here; there is {', '.join(sorted(FUNCTIONS))}"
        )
    if function is round and any(
        isinstance(one, int) and abs(one) > MOST_DIGITS for one in arguments[1:]
    ):
        raise ExpressionError("so many digits are not rounded")
    return function(*arguments)


def _bounded(value: Any) -> Any:
    if isinstance(value, int) and abs(value) > LARGEST:
        raise ExpressionError("the number is too large")
    if _size(value) > LONGEST:
        raise ExpressionError("the value is too long")
    return value
