"""Search on the screen."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.story import Story, tell


def test_what_is_typed_is_found_as_one_types_and_enter_asks_just_that_question(
    tmp_path: Path,
) -> None:
    async def story(told: Story) -> None:
        await told.press("slash")
        told.sees("search", "are found by the words in them")
        assert "open" not in told.footer
        await told.type("relu")
        told.sees("▸ question", "nn.Conv2d layers", "Which of these are true")
        await told.press("enter")
        told.sees("1 of 1   easy", "Which of these are true")
        await told.press("escape")
        told.sees("relu", "▸ question")
        await told.press("escape")
        told.sees("practice in PyTorch")

    tell(Desk(tmp_path).app(), story)


def test_a_lesson_and_a_way_are_opened_as_from_home(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("slash")
        await told.type("filters slide")
        told.sees("▸ trace")
        await told.press("enter")
        told.sees("1 of 5")
        await told.press("escape", *["backspace"] * len("filters slide"))
        await told.type("conv2d layers")
        told.sees("▸ lesson")
        await told.press("enter")
        told.sees("1  Trace")

    tell(Desk(tmp_path).app(), story)


def test_a_question_that_was_searched_for_does_not_end_the_practice_that_is_open(
    tmp_path: Path,
) -> None:
    desk = Desk(tmp_path)

    async def story(told: Story) -> None:
        await told.open("practice")
        await told.press("a", "enter")
        told.sees("2 of 4")
        await told.press("escape", "slash")
        await told.type("relu")
        await told.press("enter")
        told.sees("1 of 1")
        await told.press("escape", "escape")
        await told.open("practice")
        told.sees("2 of 4")

    tell(desk.app(), story)


def test_nothing_found_is_said_and_the_arrows_go_through_what_was(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("slash")
        await told.type("zzzzqqq")
        told.sees("Nothing was found.")
        await told.press(*["backspace"] * 7)
        await told.type("shape")
        before = told.glass
        await told.press("down")
        assert told.glass != before

    tell(Desk(tmp_path).app(), story)
