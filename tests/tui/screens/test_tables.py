"""Learners fill in the empty cells of a table."""

from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.tui import proven
from tests.tui.proven import Desk
from tests.tui.screens.test_tries import ChallengeDesk
from tests.tui.story import Story, tell
from torchquiz.engine.models.answers import Row, Table, Typed
from torchquiz.engine.models.runs import Value

LONG = Table(
    ("numbers", "weights"),
    tuple(
        Row(
            f"layer {row}",
            (Typed(Value("int", 70 + row, str(70 + row)), 0), Typed(Value("int", 9, "9"), 0)),
        )
        for row in range(12)
    ),
)


def test_given_cells_are_filled_and_asked_cells_are_empty(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        learner.sees("shape", "numbers", "(1, 3, 32, 32)", "3072", "1176", "convolution, shape")
        learner.misses("(1, 6, 28, 28)", "4704", "(1, 6, 14, 14)")
        assert learner.text.count("?") == 3

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


def test_a_cell_is_echoed_as_understood_before_it_counts(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.type("1x6x28x28")
        learner.sees("convolution, shape  → (1, 6, 28, 28)")
        await learner.press("enter")
        learner.sees("convolution, numbers")
        await learner.type("many")
        learner.sees("convolution, numbers  That is not a whole number")
        assert not learner.app.study.store.of_lesson("conv-sizes")

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


def test_arrows_tab_and_enter_move_between_cells(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        positions = []
        for key in ("tab", "down", "up", "right", "left", "left", "up", "shift+tab", "enter"):
            await learner.press(key)
            positions.append(
                next(
                    line
                    for line in learner.lines
                    if line.startswith((" convolution, ", " pooling, "))
                ).strip()
            )
        shape, numbers, pooled = "convolution, shape", "convolution, numbers", "pooling, shape"
        assert positions[:6] == [numbers, pooled, shape, numbers, shape, shape]
        assert positions[6] == shape

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


def test_enter_in_the_last_cell_answers_and_every_wrong_cell_shows_the_right_value(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        for text in ("1 6 32 32", "4704", "1,6,14,15"):
            await learner.type(text)
            await learner.press("enter")
        learner.sees("✘ 1 6 32 32", "→ (1, 6, 28, 28)", "✔ 4704", "✘ 1,6,14,15", "→ (1, 6, 14, 14)")
        learner.sees("✘ Partly right: 1 of 3 cells.", "A convolution pads")
        learner.sees(
            "convolution, shape: Nothing is added.",
            "pooling, shape: PyTorch's value is different at position 4.",
        )
        (attempt,) = learner.app.study.store.of_lesson("conv-sizes")
        assert (attempt.verdict, attempt.misconception, attempt.response) == (
            "wrong",
            "padding-is-automatic",
            '["1 6 32 32", "4704", "1,6,14,15"]',
        )
        assert 0.3 < attempt.credit < 0.4

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


def test_a_table_tried_again_keeps_its_values_to_be_corrected(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        for text in ("1 6 28 28", "470", "1,6,14,14"):
            await learner.type(text)
            await learner.press("enter")
        await learner.press("r")
        learner.misses("✘", "✔", "→ 4704")
        learner.sees("1 6 28 28", "1,6,14,14")
        await learner.press("tab", "end")
        await learner.type("4")
        await learner.press("enter")
        learner.misses("✔ Right.")
        await learner.press("enter")
        learner.sees("✔ Right.", "✔ 4704")

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


def test_an_unreadable_cell_is_named_and_nothing_is_counted(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        for text in ("six", "4704", "1,6,14,14"):
            await learner.type(text)
            await learner.press("enter")
        learner.sees("convolution, shape: That is not a shape")
        assert learner.text.count("That is not a shape") == 1
        assert not learner.app.study.store.of_lesson("conv-sizes")

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


def test_a_click_moves_to_a_cell(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.click("pooling  ")
        row = next(at for at, line in enumerate(learner.lines) if line.startswith(" pooling"))
        await learner.pilot.click(offset=(learner.lines[row].index("?"), row))
        await learner.settle()
        learner.sees("pooling, shape")

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


def test_after_an_unreadable_cell_the_learner_keeps_typing_there(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        for text in ("1 6 28 28", "4704", "six"):
            await learner.type(text)
            await learner.press("enter")
        await learner.press("backspace", "backspace", "backspace")
        await learner.type("1 6 14 14")
        await learner.press("enter")
        learner.sees("✔ Right.")

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


@pytest.fixture
def is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Return a table with 24 empty cells, too large for the screen."""
    kind, level, table = proven.VARIANTS["fill-the-table"]
    monkeypatch.setitem(
        proven.VARIANTS, "fill-the-table", (kind, level, replace(table, answer=LONG))
    )


async def fill_wrongly(learner: Story) -> None:
    for _ in range(24):
        await learner.press("1", "enter")


@pytest.mark.usefixtures("is_long")
def test_the_verdict_of_a_long_table_is_visible_first_and_the_page_keys_reach_the_rest(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        await fill_wrongly(learner)
        learner.sees("✘ Those are not right.", "layer 0, numbers: Too small.")
        await learner.press("home")
        learner.sees("Fill in the output of each layer.", "✘ 1", "→ 70")
        await learner.press("pagedown")
        learner.sees("→ 79")
        await learner.press("end")
        learner.sees("Check  A side loses 4.")

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


@pytest.mark.usefixtures("is_long")
def test_a_long_table_scrolls_to_the_cell_in_which_the_learner_types(
    tmp_path: Path,
) -> None:
    async def story(learner: Story) -> None:
        await learner.press("enter")
        await fill_wrongly(learner)
        learner.sees("✘ Those are not right.", "layer 0, numbers: Too small.")
        learner.misses("layer 0  ")
        await learner.type("2")
        learner.sees("layer 0  ", "12")

    tell(ChallengeDesk(tmp_path).app("conv-sizes", "challenge"), story)
