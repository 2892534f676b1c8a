"""The statistics screen summarises all of a learner's answers."""

from datetime import date
from pathlib import Path

import pytest

from tests.tui.proven import Desk
from tests.tui.shelf import Shelf
from tests.tui.story import Story, tell
from torchquiz.engine.progress.statistics import FirstTries, Statistics
from torchquiz.engine.study.settings import Settings
from torchquiz.tui.screens.statistics import growth
from torchquiz.tui.widgets.calendar import Calendar


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


def test_a_calendar_shows_the_days_with_answers_and_todays_goal(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path)
    shelf.has_studied()
    (tmp_path / "settings.toml").write_text("goal = 20\n")

    async def story(learner: Story) -> None:
        learner.app.study.settings = Settings(goal=20)
        await learner.press("s")
        learner.sees("Today: 2 answers of your goal of 20.", "Calendar", "Feb", "Mon", "Sun")
        await learner.press("escape")
        learner.sees("today 2 of 20")

    tell(shelf.app(), story, size=(100, 50))


def test_days_in_a_row_count_up_to_today_or_yesterday() -> None:
    one = FirstTries(1, 1)
    days = {date(2026, 3, day): one for day in (1, 3, 4, 5)}
    for today, number in ((5, 3), (6, 3), (7, 0)):
        figures = Statistics(days, {}, {}, 0.0, date(2026, 3, today))
        assert figures.days_in_a_row == number


def test_the_shade_of_a_day_depends_on_the_goal() -> None:
    days = {date(2026, 3, day): FirstTries(0, total) for day, total in ((2, 1), (3, 10), (4, 20))}
    figures = Statistics(days, {}, {}, 0.0, date(2026, 3, 5))
    lines = Calendar(figures, 20).fitted(8).plain.split("\n")
    assert [line[-1] for line in lines[2:6]] == ["░", "▒", "█", "·"]


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
