"""The prediction tab follows examples through the trained model."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui.story import Story, tell
from tests.tui.studied import LAYERS, NUMBERS, PREDICTION, TRACE, StudyDesk, ramp
from torchquiz.engine.models.ways import Example, Picture
from torchquiz.tui.widgets.picture import draw_picture
from torchquiz.tui.words.pixels import fit_pixels, pairs, shade_rows
from torchquiz.tui.words.prediction import bar, input_line, verdict


def test_an_example_is_shown_beside_its_probabilities_with_the_right_class_marked(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("p")
        learner.sees(
            "trace: prediction",
            "example 1 of 2",
            "✔ Right: the model predicts cat with probability 0.780.",
        )
        learner.sees(
            "0.780  ✔ actual",
            "░░▒▒▒▒▓▓████",
            "conv › flatten › output",
            "1 of 3  conv   4 × 8 × 8   Four maps.",
            "channel 2",
        )

    tell(StudyDesk(tmp_path).app(), story)


def test_a_wrong_prediction_is_called_wrong(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("p", "right")
        learner.sees(
            "example 2 of 2", "✘ Wrong: the model predicts cat (0.600), but it is dog (0.100)."
        )
        learner.sees("0.600  ✘ predicted", "0.100  ✔ actual")

    tell(StudyDesk(tmp_path).app(), story)


def test_up_and_down_move_through_the_layers_and_stop_at_both_ends(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("p", "up", "down", "down", "down")
        learner.sees(
            "output   3   One score per class.", "2.10  −0.30  0.40", "│ nn.Linear(256, 3)"
        )
        await learner.press("right")
        learner.sees("output   3")

    tell(StudyDesk(tmp_path).app(), story)


def test_an_input_that_is_not_an_image_is_shown_as_numbers(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)
    desk.keep("trace", replace(TRACE, prediction=NUMBERS))

    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("p")
        learner.sees("with probability 0.780.\n input   4   0.12  −0.50  1.00  0.25\n")
        learner.misses("█")

    tell(desk.app(), story)


@pytest.mark.parametrize(
    ("cells", "line"),
    [
        (80, "input   6   1  2  3  4  5  6"),
        (28, "input   6   1  2  3  4  5  6"),
        (27, "input   6   1  2  …  5  6"),
        (10, "input   6   1  …  6"),
    ],
)
def test_many_numbers_are_shortened_in_the_middle(cells: int, line: str) -> None:
    example = Example(None, 0, LAYERS, (1.0,), (1.0, 2.0, 3.0, 4.0, 5.0, 6.0), (6,))
    assert input_line(example, cells) == line


def test_shortened_numbers_never_look_complete() -> None:
    example = Example(None, 0, LAYERS, (1.0,), (1.0, 2.0, 8.0, 9.0), (3, 3))
    assert input_line(example, 80) == "input   3 × 3   1  2  …  8  9"
    assert input_line(Example(None, 0, LAYERS, (1.0,), (7.0,), (1,)), 5) == "input   1   7"


def test_a_picture_grows_by_whole_factors_and_shrinks_to_means() -> None:
    checks = Picture(2, bytes([0, 255, 255, 0]), 0, 1)
    assert fit_pixels(checks, 5, 5) == [[0, 0, 255, 255]] * 2 + [[255, 255, 0, 0]] * 2
    assert fit_pixels(ramp(8, 8), 4, 4)[0] == pytest.approx([18, 91, 164, 237], abs=1)
    assert fit_pixels(Picture(4, bytes(range(8)), 0, 1), 1, 9) == [[3.5]]


def test_an_odd_last_row_is_doubled_and_shades_need_no_colour() -> None:
    assert pairs([[0.0], [255.0], [128.0]]) == [[(0.0, 255.0)], [(128.0, 128.0)]]
    assert shade_rows([[0, 64, 128, 192, 255]] * 2) == [" ░▒▓█"]


def test_half_blocks_hold_two_rows_of_greys() -> None:
    (line,) = draw_picture(Picture(1, bytes([0, 255]), 0, 1), 1, 1, greys=True)
    (span,) = line.spans
    assert line.plain == "▀"
    assert (span.style.foreground.rgb, span.style.background.rgb) == ((0, 0, 0), (255, 255, 255))  # type: ignore[union-attr]


def test_every_probability_that_does_not_round_to_zero_has_a_bar() -> None:
    assert bar(0.006, 10) == ("━", "─────────")
    assert bar(0.004, 10) == ("", "──────────")
    assert bar(1.0, 10) == ("━━━━━━━━━━", "")


def test_the_verdict_names_both_classes_only_where_they_differ() -> None:
    right, wrong = (verdict(example, PREDICTION.classes) for example in PREDICTION.examples)
    assert "cat" in right and "dog" not in right
    assert "cat" in wrong and "dog" in wrong
