"""Tests parsing Python: the normal form of code, and errors for invalid code."""

import pytest

from torchquiz.engine.variants.parsing import NotPythonError, normal_form, parse, parse_expression


def test_layout_and_comments_do_not_change_the_normal_form() -> None:
    assert normal_form("y = f(1,2)  # twice") == normal_form("y = f(\n    1, 2\n)")


def test_other_code_has_another_normal_form() -> None:
    assert normal_form("y = 1") != normal_form("y = 2")


def test_a_fault_names_its_line() -> None:
    with pytest.raises(NotPythonError) as raised:
        parse("y = 1\ny = (")
    assert (raised.value.line, raised.value.reason) == (2, "'(' was never closed")
    assert raised.value.sentence == "Line 2 is not valid Python: '(' was never closed"


@pytest.mark.parametrize("code", ["x = '\0'", "(" * 5000 + ")" * 5000])
def test_code_that_python_cannot_parse_raises_the_same_error(code: str) -> None:
    with pytest.raises(NotPythonError):
        parse(code)


def test_code_nested_too_deeply_for_a_normal_form_raises_the_same_error() -> None:
    with pytest.raises(NotPythonError):
        normal_form("+".join(["1"] * 2000))


def test_statements_are_not_an_expression() -> None:
    with pytest.raises(NotPythonError):
        parse_expression("y = 1")
