"""Tests replacing parameters by their values in code, with comments and layout unchanged."""

from typing import Any

import pytest

from torchquiz.engine.variants.substitution import SubstitutionError, substituted


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        (
            "nn.Conv2d(3, 6, kernel_size=kernel, padding=padding)",
            "nn.Conv2d(3, 6, kernel_size=3, padding=2)",
        ),
        ("x = kernel  # the kernel", "x = 3  # the kernel"),
        ("x = 'kernel' + str(kernel)", "x = 'kernel' + str(3)"),
        ("größe = kernel; ß = kernel * 2", "größe = 3; ß = 3 * 2"),
        ("f(\n    kernel,   # first\n    padding,\n)", "f(\n    3,   # first\n    2,\n)"),
        ("kernel + kernel * kernel", "3 + 3 * 3"),
        ("x.kernel", "x.kernel"),
        ("d['kernel'][kernel]", "d['kernel'][3]"),
        ("kernels = 1", "kernels = 1"),
        ("x = 1", "x = 1"),
        ("if kernel > 1:\n    y = (\n        kernel)\n", "if 3 > 1:\n    y = (\n        3)\n"),
    ],
)
def test_a_parameter_becomes_its_value_and_nothing_else_changes(code: str, shown: str) -> None:
    assert substituted(code, {"kernel": 3, "padding": 2}) == shown


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("x - n", -1, "x - (-1)"),
        ("n ** 2", -1, "(-1) ** 2"),
        ("-n", -1, "-(-1)"),
        ("f(n)", -1, "f(-1)"),
        ("[n]", -1.5, "[-1.5]"),
        ("n.bit_length()", -1, "(-1).bit_length()"),
        ("n.bit_length()", 3, "(3).bit_length()"),
        ("-n", 3, "-3"),
        ("f(n)", (1, 2), "f((1, 2))"),
        ("f(n)", "same", "f('same')"),
        ("f(n)", True, "f(True)"),
        ("x = n", 'it\'s "so"', "x = 'it\\'s \"so\"'"),
    ],
)
def test_values_are_written_as_a_learner_would(code: str, value: Any, shown: str) -> None:
    assert substituted(code, {"n": value}) == shown


@pytest.mark.parametrize("value", [3, -2, True, 2.5, -2.5, 10**20])
@pytest.mark.parametrize(
    "code",
    [
        "n.real",
        "2.0 ** -abs(n)",
        "n ** 2",
        "-n",
        "x < n < 3",
        "[n][0] + x - n",
        "not n",
        "x if n else n",
    ],
)
def test_the_code_keeps_its_value(value: Any, code: str) -> None:
    before: dict[str, Any] = {"x": 5, "n": value}
    after: dict[str, Any] = {"x": 5}
    exec(f"got = ({code})", before)
    exec(f"got = ({substituted(code, {'n': value})})", after)
    assert after["got"] == before["got"]


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("kernel_size=n, padding=n", "kernel_size=3, padding=3"),
        ("n, n,\n  padding=n,  # last", "3, 3,\n  padding=3,  # last"),
        ("n", "3"),
        ("ß, n", "ß, 3"),
        ("x = n\ny = n", "x = 3\ny = 3"),
        ("*shape, n", "*shape, 3"),
        (":, -n", ":, -3"),
        ("n:, ..., None  # rows", "3:, ..., None  # rows"),
    ],
)
def test_a_fragment_may_be_part_of_a_call_or_an_index(code: str, shown: str) -> None:
    assert substituted(code, {"n": 3}, is_fragment=True) == shown


@pytest.mark.parametrize(
    ("code", "line"),
    [
        ("x = 1\nn = 2", 2),
        ("def f(n): pass", 1),
        ("def n(): pass", 1),
        ("class n: pass", 1),
        ("import os\nimport torch as n", 2),
        ("for n in x: pass", 1),
        ("[n for n in x]", 1),
        ("lambda n: n", 1),
        ("x = 1\n\nn += 1", 3),
        ("del n", 1),
        ("with a as n: pass", 1),
    ],
)
def test_code_must_not_assign_a_parameter(code: str, line: int) -> None:
    with pytest.raises(SubstitutionError, match="it assigns to the parameter `n`") as error:
        substituted(code, {"n": 3})
    remedy = "Use the parameter as a plain variable name."
    assert (error.value.line, error.value.remedy) == (line, remedy)


@pytest.mark.parametrize(
    "code",
    [
        "try: pass\nexcept E as n: pass",
        "global n",
        "def f():\n  nonlocal n",
        "match x:\n  case [n]: pass",
        "match x:\n  case [*n]: pass",
        "match x:\n  case {**n}: pass",
        "import n.x",
    ],
)
def test_rarer_ways_to_assign_a_parameter_are_refused_too(code: str) -> None:
    with pytest.raises(SubstitutionError):
        substituted(code, {"n": 3})


def test_a_parameter_in_an_f_string_is_refused() -> None:
    with pytest.raises(
        SubstitutionError, match="uses the parameter `n` inside an f-string"
    ) as error:
        substituted("x = 1\nprint(f'{n}')", {"n": 3})
    assert error.value.line == 2
    assert substituted("print(f'n {x}')", {"n": 3}) == "print(f'n {x}')"


@pytest.mark.parametrize(
    ("code", "line"), [("x = (1", 1), ("x = 1\ny = = 2", 2), ("x = '\0'", 1), ("  x = 1", 1)]
)
def test_invalid_python_is_reported_with_its_line(code: str, line: int) -> None:
    with pytest.raises(SubstitutionError, match="it is not valid Python") as error:
        substituted(code, {"n": 3})
    assert (error.value.line, error.value.remedy) == (line, "Correct the code.")


def test_a_blank_for_a_keyword_argument_must_come_before_the_others() -> None:
    assert substituted("f(____, n=n)", {"n": 3}) == "f(____, n=3)"
    with pytest.raises(SubstitutionError) as error:
        substituted("f(n=n, ____)", {"n": 3})
    assert error.value.remedy == "Put the blank before the first keyword argument."
