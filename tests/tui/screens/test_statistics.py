"""The statistics screen summarises all of a learner's answers."""

from datetime import date
from pathlib import Path

import pytest

from tests.tui.proven import Desk
from tests.tui.shelf import Shelf
from tests.tui.story import Story, tell
from torchquiz.engine.progress.statistics import FirstTries
from torchquiz.tui.screens.statistics import growth


@pytest.mark.parametrize("width", [100, 120])
def test_the_statistics_match_the_stored_answers(tmp_path: Path, width: int) -> None:
    shelf = Shelf(tmp_path)
    shelf.has_studied()

    async def story(learner: Story) -> None:
        await learner.press("s")
        learner.sees("5 of 8 answers right on the first try, 62 %.", "17 Feb 2026", "1 Mar 2026")
        learner.sees(
            "easy                    ━━━━━━━━━━──────  5 of 8 right",
            "hard                    ────────────────  no answers yet",
        )
        learner.sees(
            "Autograd",
            "4 of 6 right",
            "A convolution pads automatically",
            "1 time, 0 of 2 right since",
        )
        await learner.press("escape")
        learner.sees("practise PyTorch")

    tell(shelf.app(), story, size=(width, 40))


def test_a_single_day_does_not_make_a_chart(tmp_path: Path) -> None:
    async def story(learner: Story) -> None:
        await learner.press("s")
        learner.sees("No answers yet")
        await learner.press("escape", "p")
        await learner.press(learner.letter_of("(1, 6, 28, 28)"), "escape", "s")
        learner.sees("1 of 1 answer right")
        learner.misses("⠒⠒⠒")

    tell(Desk(tmp_path).app(), story)


def test_the_chart_grows_with_every_day() -> None:
    days = {date(2026, 3, 1): FirstTries(3, 4), date(2026, 3, 5): FirstTries(2, 2)}
    first, last = (float(day.toordinal()) for day in days)
    assert growth(days) == (((first, 3), (last, 5)), ((first, 4), (last, 6)))
