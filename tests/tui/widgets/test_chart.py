"""Tests of curves drawn in braille."""

import math

from torchquiz.tui.widgets.chart import Curve, Frame, braille, chart, frame

SQUARE = Frame(0, 1, 0, 1)


def test_a_rising_line_goes_from_the_lower_left_to_the_upper_right() -> None:
    assert braille([(0, 0), (1, 1)], 2, 1) == ["⡠⠊"]


def test_a_flat_line_stays_on_one_row_of_dots() -> None:
    assert braille([(0, 1), (3, 1)], 3, 2, Frame(0, 3, 0, 2)) == ["⠀⠀⠀", "⠉⠉⠉"]


def test_dots_alone_are_not_joined() -> None:
    assert braille([(0, 0), (1, 0)], 3, 1, SQUARE, "dots") == ["⡀⠀⢀"]


def test_dashes_leave_gaps_that_a_line_does_not_have() -> None:
    flat = [(0.0, 0.0), (1.0, 0.0)]
    assert "⠀" not in braille(flat, 20, 1, SQUARE)[0][:-1]
    assert "⠀" in braille(flat, 20, 1, SQUARE, "dashes")[0]


def test_a_loss_that_is_not_a_number_only_breaks_the_line() -> None:
    points = [(0, 0), (1, math.nan), (2, 0), (3, math.inf)]
    assert braille(points, 4, 1, Frame(0, 3, 0, 1)) == ["⡀⠀⢀⠀"]
    assert frame(points) == Frame(0, 2, 0, 0)


def test_values_outside_the_frame_are_drawn_at_its_edge() -> None:
    assert braille([(0, 5), (1, -5)], 1, 1, SQUARE, "dots") == ["⢁"]


def test_the_axes_show_both_ends_and_the_legend_distinguishes_the_curves() -> None:
    curves = (
        Curve("loss", ((1, 2.0), (2, 1.0))),
        Curve("accuracy", ((1, 0.5), (2, 0.9)), "dashes"),
    )
    lines = chart(
        curves,
        40,
        6,
        frame([point for curve in curves for point in curve.points]),
        ((1, "1"), (2, "2")),
    ).plain.split("\n")
    assert len(lines) == 6
    assert lines[0].split() == ["⠒⠒⠒", "loss", "⠒", "⠒", "accuracy"]
    assert lines[1].startswith("  2 ▏")
    assert lines[4].startswith("0.5 ▏")
    assert lines[5].split() == ["1", "2"]
    assert {len(line) for line in lines[1:]} == {40}


def test_a_single_value_is_drawn_and_an_empty_curve_is_blank() -> None:
    assert braille([(3, 7)], 1, 1) == ["⡀"]
    assert braille([], 2, 1) == ["⠀⠀"]


def test_the_axes_have_numbers_at_both_ends_and_between_where_there_is_room() -> None:
    curve = Curve("loss", tuple((float(epoch), 8.0 - epoch) for epoch in range(9)))
    ticks = [(float(epoch), str(epoch)) for epoch in range(8)] + [(8.0, "8 epochs")]
    wide = chart((curve,), 60, 8, frame(curve.points), ticks).plain.split("\n")
    assert [line.split(" ▏")[0].strip() for line in wide[:-1]] == ["8", "", "", "4", "", "", "0"]
    assert wide[-1].split() == ["0", "1", "2", "3", "4", "5", "6", "8", "epochs"]
    assert wide[-1].index("4") == 3 + (60 - 3) // 2
    narrow = chart((curve,), 17, 4, frame(curve.points), ticks).plain.split("\n")
    assert [line.split(" ▏")[0].strip() for line in narrow[:-1]] == ["8", "", "0"]
    assert narrow[-1].split() == ["0", "2", "8", "epochs"]
    assert {len(line) for line in [*wide, *narrow]} == {60, 17}
