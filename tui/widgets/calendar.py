"""A small calendar that shows on which days the learner answered questions, and how many."""

from datetime import date, timedelta
from math import ceil

from textual.content import Content

from torchquiz.engine.progress.statistics import Statistics
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.fitted import Fitted

WEEK = 7
MOST_WEEKS = 26
NAMES = ("Mon", "", "Wed", "", "Fri", "", "Sun")
NAME_CELLS, DAY_CELLS = 4, 2
SHADES = "·░▒▓█"
"""The marks of days, from no answers to the goal or, without a goal, the best day."""


class Calendar(Fitted):
    """A grid with a row for each weekday and a column for each week; the last week is this week.

    Args:
        figures: the statistics, with the answers of each day.
        goal: the number of answers per day that the learner aims for, or 0.
    """

    def __init__(self, figures: Statistics, goal: int) -> None:
        super().__init__()
        self._by_day = {day: tries.total for day, tries in figures.by_day.items()}
        self._today = figures.today
        self._full = goal or max(self._by_day.values(), default=1)

    def fitted(self, width: int) -> Content:
        """Return as many weeks as fit the width."""
        weeks = max(1, min(MOST_WEEKS, (width - NAME_CELLS) // DAY_CELLS))
        monday = self._today - timedelta(days=self._today.weekday())
        mondays = [monday - timedelta(days=WEEK * back) for back in reversed(range(weeks))]
        lines = [Content.styled("Calendar", "bold"), Content.styled(_months(mondays), MUTED)]
        for weekday, name in enumerate(NAMES):
            days = [monday + timedelta(days=weekday) for monday in mondays]
            marks = " ".join(self._mark(day) for day in days)
            lines.append(
                Content.assemble((f"{name:{NAME_CELLS}}", MUTED), (marks, "$text-success"))
            )
        return Content("\n").join(lines)

    def _mark(self, day: date) -> str:
        if day > self._today:
            return " "
        steps = len(SHADES) - 1
        return SHADES[min(steps, ceil(steps * self._by_day.get(day, 0) / self._full))]


def _months(mondays: list[date]) -> str:
    """Return the names of months, each above the first week that begins in it."""
    line = " " * NAME_CELLS
    before = None
    for place, monday in enumerate(mondays):
        start = NAME_CELLS + DAY_CELLS * place
        has_room = start >= len(line.rstrip()) + 1 or not line.strip()
        if monday.month != before and has_room:
            line = f"{line:{start}}{monday:%b}"
        before = monday.month
    return line
