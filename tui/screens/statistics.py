"""The statistics screen: answers over time, scores by level and lesson, and misconceptions."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import accumulate

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.progress.statistics import FirstTries, Statistics
from torchquiz.engine.study.study import Study
from torchquiz.engine.study.weakness.records import MisconceptionRecord
from torchquiz.engine.wording import counted, duration
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import OpenWeakPoints
from torchquiz.tui.screens.page import Page
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.calendar import Calendar
from torchquiz.tui.widgets.chart import Chart, Curve
from torchquiz.tui.widgets.fitted import Fitted
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.lessons import BAR_CELLS, NARROW, NARROW_BAR_CELLS, bar
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words.days import today
from torchquiz.tui.words.weak_points import record_status

NAME_CELLS, NARROW_NAME_CELLS, SCORE_CELLS = 24, 14, 20
MOST = 8
"""The maximum number of misconceptions in each list."""


class StatisticsScreen(Page):
    """A screen with a chart, two lists of scores, and the learner's hardest misconceptions."""

    CSS_PATH = "statistics.tcss"
    BINDINGS = bindings("statistics")

    def __init__(self, study: Study) -> None:
        super().__init__()
        self._figures = study.statistics()
        self._goal = study.settings.goal
        self._met = study.weak_points.met()
        self._titles = {lesson: study.standing(lesson).title for lesson in study.lesson_ids}

    def compose_body(self) -> ComposeResult:
        """Yield the chart, scores and misconceptions, or a message if there are no answers."""
        figures = self._figures
        yield Heading("torchquiz", "statistics", _spent(figures))
        with VerticalScroll(id="content"):
            if not figures.by_day:
                yield Static("No answers yet. Your first try at each question is counted here.")
                return
            if len(figures.by_day) > 1:
                yield Chart(low=0)
            yield Static(_overall(figures.overall) + f"\n{today(figures, self._goal)}")
            yield Bars("By level", figures.by_level.items())
            yield Bars(
                "By lesson",
                (
                    (self._titles.get(name, name), tries)
                    for name, tries in figures.by_lesson.items()
                ),
            )
            hardest = [record for record in self._met if record.state != "overcome"][:MOST]
            overcome = [record for record in self._met if record.state == "overcome"]
            if hardest:
                yield Static(_listed("Hardest misconceptions", hardest))
            if overcome:
                yield Static(_listed(f"Overcome misconceptions: {len(overcome)}", overcome[:MOST]))
            yield Calendar(figures, self._goal)

    def action_weak_points(self) -> None:
        """Open the list of weak points, which covers all lessons."""
        self.post_message(OpenWeakPoints())

    def on_mount(self) -> None:
        """Focus the page and draw the chart."""
        self.query_one("#content").focus(scroll_visible=False)
        for chart in self.query(Chart):
            days = list(self._figures.by_day)
            ticks = [(float(day.toordinal()), _day(day)) for day in days]
            right, answered = growth(self._figures.by_day)
            chart.show(
                Curve("right", right),
                Curve("answered", answered, "dashes"),
                ticks=ticks,
                format_value="{:.0f}".format,
            )


def growth(
    by_day: Mapping[date, FirstTries],
) -> tuple[tuple[tuple[float, float], ...], tuple[tuple[float, float], ...]]:
    """Return two curves: the running totals of right first tries and of all first tries."""
    days = [float(day.toordinal()) for day in by_day]
    right = accumulate(day.right for day in by_day.values())
    answered = accumulate(day.total for day in by_day.values())
    return tuple(zip(days, right, strict=True)), tuple(zip(days, answered, strict=True))


def _spent(figures: Statistics) -> str:
    return f"{duration(figures.seconds)} answering" if figures.seconds else ""


def _overall(tries: FirstTries) -> Content:
    right = f"{tries.right} of {counted(tries.total, 'answer')} right on the first try"
    text = f"{right}, {tries.proportion * 100:.0f} %."
    return Content.styled(text, "bold")


class Bars(Fitted):
    """A titled list of scores, each with a name and a bar."""

    def __init__(self, title: str, rows: Iterable[tuple[str, FirstTries]]) -> None:
        super().__init__()
        self._title, self._rows = title, list(rows)

    def fitted(self, width: int) -> Content:
        """Return the list with names that are as long as the width allows."""
        is_narrow = width < NARROW
        cells = NARROW_BAR_CELLS if is_narrow else BAR_CELLS
        longest = max((len(name) for name, _ in self._rows), default=0)
        least = NARROW_NAME_CELLS if is_narrow else NAME_CELLS
        name_cells = max(least, min(longest + 1, width - cells - SCORE_CELLS))
        lines = [_bar(title, tries, name_cells, cells) for title, tries in self._rows]
        return Content("\n").join([Content.styled(self._title, "bold"), *lines])


def _bar(title: str, tries: FirstTries, name_cells: int, cells: int) -> Content:
    name = Content(title).truncate(name_cells - 1, ellipsis=True, pad=True)
    score = f"  {tries.right} of {tries.total} right" if tries.total else "  no answers yet"
    return Content.assemble(name, " ", bar(tries.proportion, cells), (score, MUTED))


def _listed(title: str, records: list[MisconceptionRecord]) -> Content:
    lines = [
        Content.assemble(prose(f"“{record.text}”"), "  ", (record_status(record), MUTED))
        for record in records
    ]
    return Content("\n").join([Content.styled(title, "bold"), *lines])


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
