"""Tests the evaluation of expressions over parameters without `eval`."""

from typing import Any

import pytest

from torchquiz.engine.variants.expressions import FUNCTIONS, ExpressionError, arithmetic, evaluate

NAMES = {"kernel": 3, "size": 28, "pads": (1, 2), "mode": "same"}


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("(size - kernel) // 2 + 1", 13),
        ("-kernel ** 2", -9),
        ("size / 8", 3.5),
        ("size % 5 == 3 and not kernel > 5", True),
        ("1 < kernel <= 3 < size", True),
        ("1 < kernel < 3 < size", False),
        ("pads[1] + pads[-1]", 4),
        ("(1, kernel) + [2]", (1, 3, 2)),
        ("'x' if kernel in (1, 2) else mode", "same"),
        ("kernel not in pads", True),
        ("max(kernel, size) - min(1, 2) + abs(-1)", 28),
        ("math.prod((2, kernel))", 6),
        ("len(mode) + sum(pads) + round(2.6) + int('4')", 14),
        ("str(kernel) * 2", "33"),
        ("0 or kernel", 3),
        ("None == None", True),
        ("\n  kernel\n", 3),
    ],
)
def test_arithmetic_is_evaluated(code: str, value: Any) -> None:
    assert evaluate(code, NAMES) == value and type(evaluate(code, NAMES)) is type(value)


def test_or_and_and_are_evaluated_lazily() -> None:
    assert evaluate("True or nowhere", {}) is True
    assert evaluate("False and nowhere", {}) is False
    assert evaluate("1 if True else nowhere", {}) == 1


@pytest.mark.parametrize(
    "code",
    [
        "__import__('os').system('true')",
        "().__class__",
        "pads.count(1)",
        "open('x')",
        "[x for x in pads]",
        "lambda: 1",
        "(x := 3)",
        "f'{kernel}'",
        "max(*pads)",
        "max(pads, key=len)",
        "pads[0:1]",
        "kernel is 3",
        "kernel @ 3",
        "{'a': 1}",
        "print",
        "'%d' % 3",
        "'%1000000d' % 3",
    ],
)
def test_everything_else_is_refused(code: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(code, NAMES)


@pytest.mark.parametrize(
    "code",
    [
        *(
            "9 ** 9 ** 9",
            "2 ** 65",
            "2 ** 64",
            "10 ** 19",
            "'x' * 10 ** 9",
            "10 ** 9 * (1,)",
            "(1,) * 20000",
            "2.0 ** 1e9",
            "1 << 99",
        ),
        *(
            "b'x' * 10 ** 9",
            "round(5, -10 ** 9)",
            "((1,) * 200,) * 200",
            "str((('x' * 99,) * 99,) * 99)",
            "('x' * 200,) * 200",
        ),
    ],
)
def test_huge_values_are_refused(code: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(code, NAMES)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        (
            "nowhere",
            "`nowhere` is not a parameter; the parameters are kernel, size, pads, mode",
        ),
        ("1 +", "it is not valid Python (invalid syntax)"),
        ("1 / 0", "it fails (ZeroDivisionError: division by zero)"),
        ("pads[7]", "it fails (IndexError: tuple index out of range)"),
        ("'a' + 1", 'it fails (TypeError: can only concatenate str (not "int") to str)'),
        ("kernel.real", "`kernel.real` is not supported here"),
        (
            "cos(2)",
            "the function `cos` is not supported here; use one of " + ", ".join(sorted(FUNCTIONS)),
        ),
    ],
)
def test_the_error_gives_the_reason(code: str, reason: str) -> None:
    with pytest.raises(ExpressionError) as error:
        evaluate(code, NAMES)
    assert str(error.value) == reason


@pytest.mark.parametrize(
    "code", ["(" * 5000 + "1" + ")" * 5000, "-" * 50_000 + "1", "\0", "1" * 5000]
)
def test_code_that_python_cannot_parse_is_refused(code: str) -> None:
    for reader in (evaluate, arithmetic):
        with pytest.raises(ExpressionError):
            reader(code, {})


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("size - kernel + 1", 26),
        ("(1, size // 2)", (1, 14)),
        (" kernel ** 2 if size > 3 else 0", 9),
    ],
)
def test_plain_arithmetic_is_evaluated(code: str, value: object) -> None:
    assert arithmetic(code, {"size": 28, "kernel": 3}) == value


@pytest.mark.parametrize(
    "code", ["max(size, 3)", "[size, 3]", "x.shape", "other + 1", "size +", "torch.ones(3)"]
)
def test_code_that_a_program_could_redefine_is_not_plain_arithmetic(code: str) -> None:
    with pytest.raises(ExpressionError):
        arithmetic(code, {"size": 28})
