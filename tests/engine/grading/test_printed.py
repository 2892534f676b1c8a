"""Printed output is compared line by line, and the numbers in it with a tolerance."""

import pytest

from torchquiz.engine.grading.printed import output_difference, same_output, shown_statements


@pytest.mark.parametrize(
    ("actual", "expected", "tolerance", "is_same"),
    [
        ("tensor([0.5, 1.0])", "tensor([0.5, 1.0])", 0.0, True),
        ("tensor([0.5000, 1.0000])", "tensor([0.5, 1.])", 0.001, True),
        ("tensor([0.5000, 1.0000])", "tensor([0.5, 1.])", 0.0, False),
        ("0.3334", "0.3333", 0.0001, True),
        ("0.3335", "0.3333", 0.0001, False),
        ("1.5e-05", "0.000015", 0.000001, True),
        ("[1.0, 2.0]", "(1.0, 2.0)", 0.1, False),
        ("[1.0, 2.0]", "[1.0]", 9.0, False),
        ("True", "False", 1.0, False),
        ("nan", "nan", 0.1, True),
        ("[([2, 3], [0])]", "[([2,3],[0])]", 0.0, True),
        ("{'a': {1: 'x', 2: 'y'}}", "{'a': {2: 'y', 1: 'x'}}", 0.0, True),
        ("{'a': 0.3334, 'b': 1.0}", "{'b': 1.0, 'a': 0.3333}", 0.0001, True),
        ("{'a': 0.3335, 'b': 1.0}", "{'b': 1.0, 'a': 0.3333}", 0.0001, False),
        ("[1, 2]", "(1, 2)", 0.0, False),
        ("[1, True]", "[1, 1]", 0.0, False),
        ("[2, 1]", "[1, 2]", 0.0, False),
        ("1", "1 ", 0.0, False),
    ],
)
def test_words_must_agree_and_numbers_be_close(
    actual: str, expected: str, tolerance: float, is_same: bool
) -> None:
    assert same_output(actual, expected, tolerance) == is_same


def test_the_first_line_that_differs_is_named() -> None:
    assert output_difference("a\nb", "a\nc", 0.0) == "line 2 of the output is `b`, not `c`"
    assert (
        output_difference("a", "a\nc", 0.0) == "line 2 of the output is missing; it should be `c`"
    )
    assert output_difference("a\nb", "a", 0.0) == "line 2 of the output, `b`, should not be there"


def test_long_statements_are_cut() -> None:
    assert shown_statements("print(1)\n") == "print(1)"
    assert shown_statements("\n".join(["x = 1"] * 20)).split("\n")[-1] == "…"
