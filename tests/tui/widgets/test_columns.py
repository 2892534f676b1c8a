"""Tests that a table's cells are stacked rather than cut off if its columns do not fit."""

from pathlib import Path

from msgspec.structs import replace

from tests.tui.story import Story, tell
from tests.tui.studied import WHY, StudyDesk
from torchquiz.engine.models.ways import Demo, Measure, Side
from torchquiz.tui.widgets.columns import fitted_rows

HEAD = ("measured", "lists and loops", "a tensor and broadcasting", "")
ROW = ("largest column mean afterwards", "0.5", "0.25", "2 × less")
LONG = "centred = [[value - mean for value, mean in zip(row, means)] for row in the_rows_of_all]"


def test_a_table_that_fits_keeps_its_columns() -> None:
    assert len(fitted_rows([HEAD, ROW], 120)) == 2


def test_a_table_that_is_too_wide_is_stacked_and_shows_every_cell() -> None:
    lines = fitted_rows([HEAD, ROW], 40)
    assert [line.plain for line in lines] == [
        "largest column mean afterwards",
        "  lists and loops  0.5",
        "  a tensor and broadcasting  0.25",
        "  2 × less",
    ]


def test_the_ratios_of_why_are_not_cut_and_no_other_time_contradicts_them(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)
    measure = Measure("largest column mean afterwards, rounded", "2.40 ms", "0.20 ms", 12.0, True)
    before = Side("lists and loops", WHY.before.demo)
    after = Side("a tensor and broadcasting", WHY.after.demo)
    desk.keep("why", replace(WHY, before=before, after=after, measures=(measure,)))

    async def story(learner: Story) -> None:
        await learner.open("why")
        learner.sees("PyTorch 2.13.0")
        learner.misses("31 ms")
        await learner.press("enter")
        learner.sees("12 × faster")

    tell(desk.app(), story)


def test_programs_that_are_too_wide_are_not_put_side_by_side(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)
    desk.keep("why", replace(WHY, before=Side("loops", Demo(LONG, (), "", 1.0))))

    async def story(learner: Story) -> None:
        await learner.open("why")
        learner.sees(LONG)

    tell(desk.app(), story, (120, 40))
