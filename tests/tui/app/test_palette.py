"""The command palette finds commands, lessons, activities and themes by name."""

from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.shelf import Shelf
from tests.tui.story import Story, tell


def test_the_palette_offers_the_commands_of_the_screen_below(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("ctrl+p")
        learner.sees("Practise", "Practise the lesson at the cursor", "Statistics")
        learner.misses("Try again")
        await learner.type("stat")
        await learner.press("enter")
        learner.sees("No answers yet")

    tell(Desk(tmp_path).app(), story)


def test_a_lesson_and_its_ways_are_found_by_name(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("ctrl+p")
        await learner.type("autogr")
        learner.sees("Autograd", "Autograd: practice", "Autograd: test")
        await learner.press("enter")
        learner.sees("Autograd", "1  Practice")
        await learner.press("ctrl+p")
        await learner.type("conv2d practice")
        await learner.press("enter")
        learner.sees("1 of 4   easy")
        await learner.press("escape")
        learner.sees("1  Practice")

    tell(Shelf(tmp_path).app(), story)


def test_a_theme_is_chosen_by_name(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("ctrl+p")
        await learner.type("high")
        learner.sees("Theme: high-contrast")
        await learner.press("enter")
        assert learner.app.theme == "high-contrast"

    tell(Desk(tmp_path).app(), story)
