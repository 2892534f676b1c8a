"""Values are drawn as small grids of numbers that fit on a screen."""

from torchquiz.engine.grading.pictures import picture
from torchquiz.engine.models.runs import Value


def tensor(shape: list[int], numbers: list[object], dtype: str = "torch.int64") -> Value:
    return Value("tensor", {"dtype": dtype, "shape": shape, "data": numbers}, "tensor(…)")


def test_values_stand_side_by_side_under_their_headings() -> None:
    parts = [
        ("a", tensor([2], [3, -1])),
        ("expected", tensor([2, 2], [9, -3, -3, 1])),
        ("n", Value("int", 2, "2")),
    ]
    assert picture(parts).split("\n") == [
        "a       expected   n",
        " 3 -1    9 -3      2",
        "        -3  1",
    ]


def test_values_that_are_too_wide_are_drawn_one_below_the_other() -> None:
    wide = tensor([8], [1234567890] * 8)
    assert picture([("a", wide), ("b", tensor([], [1]))]).split("\n") == [
        "a",
        "  " + " ".join(["1234567890"] * 8),
        "b",
        "  1",
    ]


def test_large_tensors_are_cut_and_empty_ones_named() -> None:
    rows = picture([("a", tensor([20, 20], list(range(400))))]).split("\n")
    assert len(rows) == 10 and rows[1].endswith("7   …") and rows[-1] == "…"
    assert "empty, shape (0, 3)" in picture([("a", tensor([0, 3], []))])


def test_three_axes_are_blocks_and_booleans_zeros_and_ones() -> None:
    assert picture([("a", tensor([2, 1, 2], [True, False, False, True], "torch.bool"))]) == (
        "a\n1 0\n\n0 1"
    )


def test_numbers_alone_are_not_drawn() -> None:
    assert picture([("n", Value("int", 2, "2"))]) == ""
