"""The figures of all answers: over time, by level and lesson, and the misconceptions."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import accumulate

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.progress.statistics import FirstTries, Statistics
from torchquiz.engine.study.beliefs import Belief
from torchquiz.engine.study.study import Study
from torchquiz.engine.wording import counted, duration
from torchquiz.tui.commands import bindings
from torchquiz.tui.screens.page import Page
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.chart import Chart, Curve
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.lessons import BAR_CELLS, NARROW, NARROW_BAR_CELLS, bar
from torchquiz.tui.widgets.prose import prose

NAME_CELLS, NARROW_NAME_CELLS = 24, 14


class StatisticsScreen(Page):
    """One picture, two lists of bars, and what to watch out for."""

    CSS_PATH = "statistics.tcss"
    BINDINGS = bindings("statistics")

    def __init__(self, study: Study) -> None:
        super().__init__()
        self._figures = study.statistics()
        self._beliefs = study.beliefs()
        self._titles = {lesson: study.standing(lesson).title for lesson in study.lesson_ids}

    def compose_body(self) -> ComposeResult:
        """Show the chart, the bars and the misconceptions, or that nothing was answered yet."""
        figures = self._figures
        yield Heading("torchquiz", "statistics", _spent(figures))
        with VerticalScroll(id="glass"):
            if not figures.by_day:
                yield Static("Nothing was answered yet; every first try is counted here.")
                return
            if len(figures.by_day) > 1:
                yield Chart(low=0)
            yield Static(_overall(figures.overall))
            yield Bars("By level", figures.by_level.items())
            yield Bars(
                "By lesson",
                (
                    (self._titles.get(name, name), tries)
                    for name, tries in figures.by_lesson.items()
                ),
            )
            if self._beliefs:
                yield Static(_hardest(self._beliefs))

    def on_mount(self) -> None:
        """Draw the picture."""
        self.query_one("#glass").focus(scroll_visible=False)
        for chart in self.query(Chart):
            days = list(self._figures.by_day)
            right, answered = growth(self._figures.by_day)
            ends = (_day(days[0]), _day(days[-1]))
            chart.show(
                Curve("right", right),
                Curve("answered", answered, "dashes"),
                ends=ends,
                format_value="{:.0f}".format,
            )


def growth(
    by_day: Mapping[date, FirstTries],
) -> tuple[tuple[tuple[float, float], ...], tuple[tuple[float, float], ...]]:
    """Return the points of two curves: the right first tries, and all, up to each day."""
    days = [float(day.toordinal()) for day in by_day]
    right = accumulate(day.right for day in by_day.values())
    answered = accumulate(day.total for day in by_day.values())
    return tuple(zip(days, right, strict=True)), tuple(zip(days, answered, strict=True))


def _spent(figures: Statistics) -> str:
    return f"{duration(figures.seconds)} of answering" if figures.seconds else ""


def _overall(share: FirstTries) -> Content:
    right = f"{share.right} of {counted(share.total, 'answer')} right at the first try"
    text = f"{right}, {share.proportion * 100:.0f} %."
    return Content.styled(text, "bold")


class Bars(Static):
    """Shares under a title, each with a bar; as wide as there is room."""

    def __init__(self, title: str, shares: Iterable[tuple[str, FirstTries]]) -> None:
        super().__init__()
        self._title, self._shares = title, list(shares)

    def on_resize(self) -> None:
        """Draw to the room there is."""
        is_narrow = self.size.width < NARROW
        name, cells = (
            (NARROW_NAME_CELLS, NARROW_BAR_CELLS) if is_narrow else (NAME_CELLS, BAR_CELLS)
        )
        lines = [_bar(title, share, name, cells) for title, share in self._shares]
        self.update(Content("\n").join([Content.styled(self._title, "bold"), *lines]))


def _bar(title: str, share: FirstTries, name_cells: int, cells: int) -> Content:
    name = Content(title).truncate(name_cells - 1, ellipsis=True, pad=True)
    told = f"  {share.right} of {share.total} right" if share.total else "  not met yet"
    return Content.assemble(name, " ", bar(share.proportion, cells), (told, MUTED))


def _hardest(beliefs: list[Belief]) -> Content:
    lines = [
        Content.assemble(prose(f"“{belief.text}”"), "  ", (_met(belief), MUTED))
        for belief in beliefs
    ]
    return Content("\n").join([Content.styled("Hardest misconceptions", "bold"), *lines])


def _met(belief: Belief) -> str:
    met = belief.met
    times = f"{counted(met.times, 'time')} at {counted(met.items, 'item')}"
    state = "overcome" if met.state == "overcome" else f"{met.open_items} still open"
    return f"{times}, {state}"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
