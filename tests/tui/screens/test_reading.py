"""Learners read an activity sheet by sheet; their position is saved, and the next one follows."""

from pathlib import Path

from msgspec.structs import replace

from tests.tui.story import Story, tell
from tests.tui.studied import DEMO, START, WHY, StudyDesk
from torchquiz.engine.models.ways import Shown


def finished(learner: Story) -> list[str]:
    """Return the finished activities, oldest first."""
    return [entry.way for entry in learner.app.study.store.finished("conv-sizes")]


def test_start_explains_the_topic_and_shows_an_example_with_its_output(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("start")
        learner.sees(
            "nn.Conv2d layers   start", "A convolution slides", "When  Whenever neighbouring pixels"
        )
        learner.sees(
            "│ conv = nn.Conv2d(3, 6, kernel_size=5)",
            "y.shape           → (1, 6, 28, 28)",
            "PyTorch 2.13.0, 4 ms",
        )
        learner.sees("Next  why: the problem it solves, measured; about 3 minutes")

    tell(StudyDesk(tmp_path).app(), story)


def test_why_shows_the_code_that_both_programs_share(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)

    async def without(learner: Story) -> None:
        await learner.open("why")
        learner.misses("both start with")

    async def story(learner: Story) -> None:
        await learner.open("why")
        learner.sees("both start with\n\n │ size = 32\n\n dense")

    tell(desk.app(), without)
    desk.keep("why", replace(WHY, shared="size = 32"))
    tell(desk.app(), story)


def test_enter_at_the_end_marks_a_way_as_done_and_opens_the_next(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("start")
        await learner.press("enter")
        learner.sees("nn.Conv2d layers   why")
        assert finished(learner) == ["start"]

    tell(StudyDesk(tmp_path).app(), story)


def test_a_way_opened_from_the_command_line_has_its_margins(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)
    looks: list[list[str]] = []

    async def story(learner: Story) -> None:
        looks.append(learner.lines)

    async def later(learner: Story) -> None:
        await learner.open("start")
        looks.append(learner.lines)

    tell(desk.app(take="conv-sizes", way="start"), story)
    tell(desk.app(), later)
    assert looks[0] == looks[1]


def test_a_long_expression_leaves_room_for_its_value(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)
    asked = "scores.softmax(dim=1).sum(dim=1).round(decimals=3).tolist()"
    shown = (Shown(asked, "[1.0, 1.0]"), Shown("scores.shape", "(2, 10)"))
    desk.keep("start", replace(START, example=replace(DEMO, shown=shown)))

    async def story(learner: Story) -> None:
        await learner.open("start")
        learner.sees(asked, "             → [1.0, 1.0]", "scores.shape → (2, 10)")

    tell(desk.app(), story)


def test_the_programs_of_why_are_stacked_or_side_by_side(tmp_path: Path) -> None:
    async def narrow(learner: Story) -> None:
        await learner.open("why")
        assert line_of(learner, "│ layer = nn.Linear") < line_of(learner, "│ conv = nn.Conv2d")

    async def wide(learner: Story) -> None:
        await learner.open("why")
        assert line_of(learner, "│ layer = nn.Linear") == line_of(learner, "│ conv = nn.Conv2d")

    tell(StudyDesk(tmp_path).app(), narrow)
    tell(StudyDesk(tmp_path).app(), wide, size=(120, 40))


def test_measurements_are_shown_with_their_ratio(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("why")
        await learner.press("enter")
        learner.sees(
            "14,455,392           456   31,700 × fewer",
            "2.40 ms       0.20 ms   12 × faster",
            "The convolution has the same",
        )

    tell(StudyDesk(tmp_path).app(), story)


def test_the_position_is_saved_at_once_and_restored(tmp_path: Path) -> None:
    desk = StudyDesk(tmp_path)

    async def first(learner: Story) -> None:
        await learner.open("why")
        await learner.press("enter")
        assert learner.app.study.store.place("conv-sizes", "why") == 1

    async def later(learner: Story) -> None:
        await learner.open("why")
        learner.sees("2 of 2", "12 × faster")
        await learner.press("left")
        learner.sees("1 of 2", "A dense layer needs")

    tell(desk.app(), first)
    tell(desk.app(), later)


def test_leaving_at_the_very_end_counts_as_done_and_earlier_does_not(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("why")
        await learner.press("escape")
        assert finished(learner) == []
        await learner.open("why")
        await learner.press("enter", "escape")
        assert finished(learner) == ["why"]

    tell(StudyDesk(tmp_path).app(), story)


def test_enter_scrolls_to_the_end_of_a_sheet_before_it_shows_the_next(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("why")
        assert learner.text.count("PyTorch 2.13.0") == 1
        await learner.press("enter")
        learner.sees("1 of 2", "│ y = conv(torch.randn(1, 3, 32, 32))\n\n PyTorch 2.13.0")
        await learner.press("enter")
        learner.sees("2 of 2")

    tell(StudyDesk(tmp_path).app(), story, size=(60, 18))


def test_a_position_that_cannot_be_saved_is_reported_and_reading_goes_on(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.open("why")
        learner.app.study.store._db.execute("drop table place")
        await learner.press("right")
        learner.sees("2 of 2", "Not saved yet")

    tell(StudyDesk(tmp_path).app(), story)


def line_of(learner: Story, text: str) -> int:
    """Return the index of the screen line that contains a text."""
    return next(number for number, line in enumerate(learner.lines) if text in line)
