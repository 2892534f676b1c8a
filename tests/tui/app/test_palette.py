"""The command palette finds commands, lessons, ways and themes by their names."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.shelf import Shelf
from tests.tui.story import Story, tell


def test_the_palette_offers_what_the_screen_below_it_can_do(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("ctrl+p")
        told.sees("Practise", "Practise the lesson at the cursor at once", "Statistics")
        told.misses("Try again")
        await told.type("stat")
        await told.press("enter")
        told.sees("Nothing was answered yet")

    tell(Desk(tmp_path).app(), story)


def test_a_lesson_and_its_ways_are_found_by_name(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("ctrl+p")
        await told.type("autogr")
        told.sees("Autograd", "Autograd: practice", "Autograd: test")
        await told.press("enter")
        told.sees("Autograd", "1  Practice")
        await told.press("ctrl+p")
        await told.type("conv2d practice")
        await told.press("enter")
        told.sees("1 of 4   easy")
        await told.press("escape")
        told.sees("1  Practice")

    tell(Shelf(tmp_path).app(), story)


def test_a_theme_is_chosen_by_name(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("ctrl+p")
        await told.type("high")
        told.sees("Theme: high-contrast")
        await told.press("enter")
        assert told.app.theme == "high-contrast"

    tell(Desk(tmp_path).app(), story)
