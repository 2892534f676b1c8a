"""Ways that are read: sheet after sheet, the place kept, and what comes next at the end."""

from pathlib import Path

from msgspec.structs import replace

from tests.tui.story import Story, tell
from tests.tui.studied import DEMO, START, WHY, StudyDesk
from torchquiz.engine.models.ways import Shown


def finished(told: Story) -> list[str]:
    """The ways that were gone through, oldest first."""
    return [one.way for one in told.app.study.store.finished("conv-sizes")]


def test_start_says_what_and_when_and_shows_an_example_that_ran(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("start")
        told.sees(
            "nn.Conv2d layers   start", "A convolution slides", "When  Whenever neighbouring pixels"
        )
        told.sees(
            "│ conv = nn.Conv2d(3, 6, kernel_size=5)",
            "y.shape           → (1, 6, 28, 28)",
            "PyTorch 2.13.0, 4 ms",
        )
        told.sees("Next  why: the problem it solves, measured; about 3 minutes")

    tell(StudyDesk(tmp_path).app(), story)


def test_why_shows_the_code_that_both_programs_begin_with(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)

    async def without(told: Story) -> None:
        await told.open("why")
        told.misses("both start with")

    async def story(told: Story) -> None:
        await told.open("why")
        told.sees("both start with\n\n │ size = 32\n\n dense")

    tell(desk.app(), without)
    desk.keep("why", replace(WHY, shared="size = 32"))
    tell(desk.app(), story)


def test_enter_at_the_end_finishes_a_way_and_opens_the_next(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("start")
        await told.press("enter")
        told.sees("nn.Conv2d layers   why")
        assert finished(told) == ["start"]

    tell(StudyDesk(tmp_path).app(), story)


def test_a_way_that_is_opened_first_has_its_white_space_too(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)
    looks: list[list[str]] = []

    async def story(told: Story) -> None:
        looks.append(told.lines)

    async def later(told: Story) -> None:
        await told.open("start")
        looks.append(told.lines)

    tell(desk.app(take="conv-sizes", way="start"), story)
    tell(desk.app(), later)
    assert looks[0] == looks[1]


def test_a_long_expression_leaves_room_for_its_value(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)
    asked = "scores.softmax(dim=1).sum(dim=1).round(decimals=3).tolist()"
    shown = (Shown(asked, "[1.0, 1.0]"), Shown("scores.shape", "(2, 10)"))
    desk.keep("start", replace(START, example=replace(DEMO, shown=shown)))

    async def story(told: Story) -> None:
        await told.open("start")
        told.sees(asked, "             → [1.0, 1.0]", "scores.shape → (2, 10)")

    tell(desk.app(), story)


def test_the_programs_of_why_stand_above_each_other_or_side_by_side(tmp_path: Path) -> None:
    async def narrow(told: Story) -> None:
        await told.open("why")
        assert line_of(told, "│ layer = nn.Linear") < line_of(told, "│ conv = nn.Conv2d")

    async def wide(told: Story) -> None:
        await told.open("why")
        assert line_of(told, "│ layer = nn.Linear") == line_of(told, "│ conv = nn.Conv2d")

    tell(StudyDesk(tmp_path).app(), narrow)
    tell(StudyDesk(tmp_path).app(), wide, size=(120, 40))


def test_measures_stand_with_the_factor_between_them(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("why")
        await told.press("enter")
        told.sees(
            "14,455,392           456   31,700 × fewer",
            "2.40 ms       0.20 ms   12 × faster",
            "The convolution has the same",
        )

    tell(StudyDesk(tmp_path).app(), story)


def test_the_place_is_kept_at_once_and_found_again(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)

    async def first(told: Story) -> None:
        await told.open("why")
        await told.press("enter")
        assert told.app.study.store.place("conv-sizes", "why") == 1

    async def later(told: Story) -> None:
        await told.open("why")
        told.sees("2 of 2", "12 × faster")
        await told.press("left")
        told.sees("1 of 2", "A dense layer needs")

    tell(desk.app(), first)
    tell(desk.app(), later)


def test_leaving_at_the_very_end_counts_as_done_and_before_it_does_not(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("why")
        await told.press("escape")
        assert finished(told) == []
        await told.open("why")
        await told.press("enter", "escape")
        assert finished(told) == ["why"]

    tell(StudyDesk(tmp_path).app(), story)


def test_enter_scrolls_to_what_is_below_before_it_turns_the_sheet(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("why")
        assert told.glass.count("PyTorch 2.13.0") == 1
        await told.press("enter")
        told.sees("1 of 2", "│ y = conv(torch.randn(1, 3, 32, 32))\n\n PyTorch 2.13.0")
        await told.press("enter")
        told.sees("2 of 2")

    tell(StudyDesk(tmp_path).app(), story, size=(60, 18))


def test_a_place_that_cannot_be_kept_is_told_and_nothing_breaks(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.open("why")
        told.app.study.store._db.execute("drop table place")
        await told.press("right")
        told.sees("2 of 2", "Not saved yet")

    tell(StudyDesk(tmp_path).app(), story)


def line_of(told: Story, text: str) -> int:
    """The line on the glass where a text stands."""
    return next(number for number, line in enumerate(told.lines) if text in line)
