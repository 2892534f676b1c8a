"""The data flow of a lesson's model."""

from pathlib import Path

import pytest

from tests.tui.proven import INSIGHT, Desk
from tests.tui.story import Story, tell
from tests.tui.studied import StudyDesk
from torchquiz.tui.widgets.stage_picture import draw_shape


def test_stages_stand_with_computed_shapes_and_the_chosen_one_is_drawn(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("trace")
        told.sees(
            "data flow",
            "1 of 5",
            "▸  1  input",
            "1000 × 3 × 32 × 32",
            "40,970 parameters",
            "RGB images of 32 × 32.",
        )
        await told.press("down")
        told.sees(
            "▸  2  conv 3→16, 3×3",
            "448 parameters",
            "Each of 16 filters",
            "0.12  −0.50",
            "0.31  −0.11",
            "nn.Conv2d(3, 16",
        )
        told.misses(INSIGHT)

    tell(Desk(tmp_path).app(), story)


def test_the_insight_comes_with_the_last_stage(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("trace")
        await told.press("down", "down", "down", "down")
        told.sees("5 of 5", "One number per class.", "Key insight  " + INSIGHT[:30])

    tell(Desk(tmp_path).app(), story, size=(100, 40))


def test_q_starts_the_quiz_about_the_flow(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("trace")
        await told.press("q")
        told.sees("quiz", "1 of 1", "What is y.shape?")

    tell(Desk(tmp_path).app(), story)


def test_the_place_is_kept_and_escape_goes_home(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)

    async def story(told: Story) -> None:
        await told.open("trace")
        await told.press("p", "escape")
        told.sees("practice in PyTorch")
        assert told.app.study.store.place("conv-sizes", "trace") == 2
        await told.open("trace")
        told.sees("trace: prediction")

    tell(desk.app(), story)


def test_a_tab_that_a_lesson_does_not_have_is_not_offered(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("trace")
        assert "training" not in told.footer and "prediction" not in told.footer
        await told.press("t", "p")
        told.sees("trace: data flow")

    tell(Desk(tmp_path).app(), story)


def test_a_click_on_a_stage_chooses_it(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("trace")
        await told.click("flatten")
        told.sees("▸  4  flatten", "One row per image.")

    tell(Desk(tmp_path).app(), story)


@pytest.mark.parametrize(
    ("sizes", "among", "lines"),
    [
        ((3, 32, 32), ((3, 32, 32), (3, 16, 16)), ["████████"] * 4),
        ((3, 16, 16), ((3, 32, 32), (3, 16, 16)), ["████"] * 2),
        ((3, 8, 8), ((3, 32, 32), (3, 8, 8)), ["██"]),
        ((3, 4, 4), ((3, 32, 32), (3, 4, 4)), ["▀"]),
        ((64,), ((2048,), (64,)), ["█"]),
        ((2048,), ((3, 8, 8), (2048,)), ["█" * 32]),
        ((), ((),), []),
    ],
)
def test_shapes_are_drawn_to_one_scale(
    sizes: tuple[int, ...], among: tuple[tuple[int, ...], ...], lines: list[str]
) -> None:
    assert draw_shape(sizes, 4, among) == lines
