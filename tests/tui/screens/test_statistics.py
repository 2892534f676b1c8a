"""What all answers come to, as a picture, bars and words."""

from datetime import date
from pathlib import Path

from tests.tui.proven import Desk
from tests.tui.shelf import Shelf
from tests.tui.story import Story, tell
from torchquiz.engine.progress.statistics import FirstTries
from torchquiz.tui.screens.statistics import growth


def test_every_figure_is_that_of_the_stored_answers(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.has_studied()

    async def story(told: Story) -> None:
        await told.press("s")
        told.sees("5 of 8 answers right at the first try, 62 %.", "17 Feb 2026", "1 Mar 2026")
        told.sees(
            "easy                    ━━━━━━━━━━──────  5 of 8 right",
            "hard                    ────────────────  not met yet",
        )
        told.sees(
            "Autograd",
            "4 of 6 right",
            "A convolution pads by itself",
            "1 time at 1 item, 1 still open",
        )
        await told.press("escape")
        told.sees("practice in PyTorch")

    tell(shelf.app(), story, size=(100, 40))


def test_one_day_is_no_picture_yet(tmp_path: Path) -> None:
    async def story(told: Story) -> None:
        await told.press("s")
        told.sees("Nothing was answered yet")
        await told.press("escape", "p")
        await told.press(told.letter_of("(1, 6, 28, 28)"), "escape", "s")
        told.sees("1 of 1 answer right")
        told.misses("⠒⠒⠒")

    tell(Desk(tmp_path).app(), story)


def test_the_picture_grows_with_every_day() -> None:
    days = {date(2026, 3, 1): FirstTries(3, 4), date(2026, 3, 5): FirstTries(2, 2)}
    first, last = (float(day.toordinal()) for day in days)
    assert growth(days) == (((first, 3), (last, 5)), ((first, 4), (last, 6)))
