"""The trace screen shows the data flow of the lesson's model."""

from pathlib import Path

import pytest

from tests.tui.proven import INSIGHT, Desk
from tests.tui.story import Story, tell
from tests.tui.studied import StudyDesk
from torchquiz.tui.widgets.stage_picture import draw_shape


def test_stages_are_listed_with_their_shapes_and_the_chosen_one_is_drawn(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        learner.sees(
            "data flow",
            "1 of 5",
            "▸  1  input",
            "1000 × 3 × 32 × 32",
            "40,970 parameters",
            "RGB images of 32 × 32.",
        )
        await learner.press("down")
        learner.sees(
            "▸  2  conv 3→16, 3×3",
            "448 parameters",
            "Each of 16 filters",
            "0.12  −0.50",
            "0.31  −0.11",
            "nn.Conv2d(3, 16",
        )
        learner.misses(INSIGHT)

    tell(Desk(tmp_path).app(), story)


def test_the_last_stage_shows_the_key_insight(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("down", "down", "down", "down")
        learner.sees("5 of 5", "One number per class.", "Key insight  " + INSIGHT[:30])

    tell(Desk(tmp_path).app(), story, size=(100, 40))


def test_q_starts_the_quiz_about_the_flow(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("q")
        learner.sees("quiz", "1 of 1", "What is y.shape?")

    tell(Desk(tmp_path).app(), story)


def test_the_position_is_saved_and_escape_goes_home(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)

    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.press("p", "escape")
        learner.sees("practise PyTorch")
        assert learner.app.study.store.place("conv-sizes", "trace") == 2
        await learner.open("trace")
        learner.sees("trace: prediction")

    tell(desk.app(), story)


def test_a_tab_that_the_lesson_lacks_is_not_offered(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        assert "training" not in learner.footer and "prediction" not in learner.footer
        await learner.press("t", "p")
        learner.sees("trace: data flow")

    tell(Desk(tmp_path).app(), story)


def test_a_click_chooses_a_stage(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("trace")
        await learner.click("flatten")
        learner.sees("▸  4  flatten", "One row per image.")

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
def test_all_shapes_are_drawn_to_the_same_scale(
    sizes: tuple[int, ...], among: tuple[tuple[int, ...], ...], lines: list[str]
) -> None:
    assert draw_shape(sizes, 4, among) == lines
