"""Tests the blanks of a snippet."""

import pytest

from torchquiz.engine.variants.blanks import blanks, filled, fills_stay_inside


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("x = ____", ("____",)),
        ("f(__2__, __1__, __2__)", ("__1__", "__2__")),
        ("x = 1", ()),
        ("__init__ = _____ + a____ + ____b + __10__", ()),
        ("a.____", ("____",)),
        ("'____'", ("____",)),
    ],
)
def test_blanks_are_sorted_by_number_without_duplicates(
    code: str, expected: tuple[str, ...]
) -> None:
    assert blanks(code) == expected


def test_a_blank_that_occurs_twice_is_filled_twice() -> None:
    assert filled("f(__1__, __2__, __1__)", {"__1__": "a", "__2__": "b"}) == "f(a, b, a)"


def test_a_blank_line_keeps_its_indentation() -> None:
    code = "for x in y:\n    ____\n    print(x)"
    assert filled(code, {"____": "a = 1\nif a:\n    b = 2\n"}) == (
        "for x in y:\n    a = 1\n    if a:\n        b = 2\n    print(x)"
    )


def test_a_fill_within_a_line_is_not_indented() -> None:
    assert filled("x = f(____)", {"____": "1,\n2"}) == "x = f(1,\n2)"


def test_a_fill_is_never_treated_as_a_pattern_or_a_blank() -> None:
    assert (
        filled("x = __1__ + __2__", {"__1__": r"'\1\n'", "__2__": "__1__"}) == r"x = '\1\n' + __1__"
    )


@pytest.mark.parametrize(
    ("code", "fill", "is_inside"),
    [
        ("y = f(____)", "1, (2, [3])", True),
        ("y = f(____)", "')' + \"(\"", True),
        ("y = f(____)", "1,\n2", True),
        ("y = f(____)", "1); f = (g", False),
        ("y = f(____)", "1) + (1", False),
        ("y = f(____)", "1) #", False),
        ("y = f(____)", "1)\ny = (2", False),
        ("y.____()", "a if b else c", True),
        ("y.____()", "a = id", False),
        ("y = ____", "1; y = 2", False),
        ("y = ____", "1  # one", True),
        ("y ____ 3", "*=", True),
        ("for a in b:\n    ____\n    c()", "d()\ne = 1; f()", True),
    ],
)
def test_a_fill_that_leaves_its_blank_is_recognised(code: str, fill: str, is_inside: bool) -> None:
    key = {"____": "=" if "y ____" in code else "a"}
    assert fills_stay_inside(code, {"____": fill}, key) == is_inside
