"""Filling a table, as a learner does it."""

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


def test_shown_cells_stand_there_and_asked_ones_are_open(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        told.sees("shape", "numbers", "(1, 3, 32, 32)", "3072", "1176", "convolution, shape")
        told.misses("(1, 6, 28, 28)", "4704", "(1, 6, 14, 14)")
        assert told.glass.count("?") == 3

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


def test_a_cell_shows_how_it_is_read_before_it_counts(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.type("1x6x28x28")
        told.sees("convolution, shape  → (1, 6, 28, 28)")
        await told.press("enter")
        told.sees("convolution, numbers")
        await told.type("many")
        told.sees("convolution, numbers  This cannot be read as a whole number")
        assert not told.app.study.store.of_lesson("conv-sizes")

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


def test_arrows_tab_and_enter_go_from_cell_to_cell(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        places = []
        for key in ("tab", "down", "up", "right", "left", "left", "up", "shift+tab", "enter"):
            await told.press(key)
            places.append(
                next(
                    line for line in told.lines if line.startswith((" convolution, ", " pooling, "))
                ).strip()
            )
        shape, numbers, pooled = "convolution, shape", "convolution, numbers", "pooling, shape"
        assert places[:6] == [numbers, pooled, shape, numbers, shape, shape]
        assert places[6] == shape

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


def test_the_last_cell_answers_and_every_cell_is_marked_with_the_right_value_where_it_is_wrong(
    tmp_path: Path,
) -> None:
    async def story(told: Story) -> None:
        for text in ("1 6 32 32", "4704", "1,6,14,15"):
            await told.type(text)
            await told.press("enter")
        told.sees("✘ 1 6 32 32", "→ (1, 6, 28, 28)", "✔ 4704", "✘ 1,6,14,15", "→ (1, 6, 14, 14)")
        told.sees("✘ Not all of it: right in 1 of 3 cells.", "A convolution pads")
        told.sees(
            "convolution, shape: Nothing is added.",
            "pooling, shape: It differs from what PyTorch gives at place 4.",
        )
        (attempt,) = told.app.study.store.of_lesson("conv-sizes")
        assert (attempt.verdict, attempt.misconception, attempt.response) == (
            "wrong",
            "padding-is-automatic",
            '["1 6 32 32", "4704", "1,6,14,15"]',
        )
        assert 0.3 < attempt.credit < 0.4

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


def test_a_table_tried_again_keeps_what_was_typed_and_can_be_mended(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        for text in ("1 6 28 28", "470", "1,6,14,14"):
            await told.type(text)
            await told.press("enter")
        await told.press("r")
        told.misses("✘", "✔", "→ 4704")
        told.sees("1 6 28 28", "1,6,14,14")
        await told.press("tab", "end")
        await told.type("4")
        await told.press("enter")
        told.misses("✔ Right.")
        await told.press("enter")
        told.sees("✔ Right.", "✔ 4704")

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


def test_a_cell_that_cannot_be_read_is_named_and_nothing_is_counted(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        for text in ("six", "4704", "1,6,14,14"):
            await told.type(text)
            await told.press("enter")
        told.sees("convolution, shape: This cannot be read as a shape")
        assert told.glass.count("cannot be read") == 1
        assert not told.app.study.store.of_lesson("conv-sizes")

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


def test_a_click_goes_to_a_cell(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.click("pooling  ")
        row = next(at for at, line in enumerate(told.lines) if line.startswith(" pooling"))
        await told.pilot.click(offset=(told.lines[row].index("?"), row))
        await told.settle()
        told.sees("pooling, shape")

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


def test_after_a_cell_that_cannot_be_read_one_goes_on_typing_there(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        for text in ("1 6 28 28", "4704", "six"):
            await told.type(text)
            await told.press("enter")
        await told.press("backspace", "backspace", "backspace")
        await told.type("1 6 14 14")
        await told.press("enter")
        told.sees("✔ Right.")

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


@pytest.fixture
def is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    """The table has 24 open cells, so that neither it nor what is said of it has room at once."""
    kind, level, table = proven.VARIANTS["fill-the-table"]
    monkeypatch.setitem(
        proven.VARIANTS, "fill-the-table", (kind, level, replace(table, answer=LONG))
    )


async def fill_wrongly(told: Story) -> None:
    for _ in range(24):
        await told.pilot.press("1", "enter")
    await told.settle()


@pytest.mark.usefixtures("is_long")
def test_of_a_long_table_the_verdict_is_seen_first_and_the_page_keys_reach_the_rest(
    tmp_path: Path,
) -> None:
    async def story(told: Story) -> None:
        await fill_wrongly(told)
        told.sees("✘ Not these.", "layer 0, numbers: It is too small.")
        await told.press("home")
        told.sees("Fill in what leaves each layer.", "✘ 1", "→ 70")
        await told.press("pagedown")
        told.sees("→ 79")
        await told.press("end")
        told.sees("Check  A side loses 4.")

    tell(Desk(tmp_path, "fill-the-table").app(take="conv-sizes"), story)


@pytest.mark.usefixtures("is_long")
def test_of_a_long_table_that_may_be_tried_again_the_cell_comes_into_sight_as_it_is_typed_in(
    tmp_path: Path,
) -> None:
    async def story(told: Story) -> None:
        await told.press("enter")
        await fill_wrongly(told)
        told.sees("✘ Not these.", "layer 0, numbers: It is too small.")
        told.misses("layer 0  ")
        await told.type("2")
        told.sees("layer 0  ", "12")

    tell(ChallengeDesk(tmp_path).app("conv-sizes", "challenge"), story)
