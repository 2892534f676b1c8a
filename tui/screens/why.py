"""The why screen: the problem, two programs, their measurements, and the conclusion."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Container, VerticalGroup
from textual.widget import Widget
from textual.widgets import Static

from torchquiz.engine.models.proven import Lesson
from torchquiz.engine.models.ways import Side, Why
from torchquiz.engine.study.study import Study
from torchquiz.tui.screens.reading import ReadingScreen, Sheet
from torchquiz.tui.widgets.code import Code
from torchquiz.tui.widgets.columns import Columns
from torchquiz.tui.widgets.demo import DemoView
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.words.comparison import SHARED, measures


class SideView(VerticalGroup):
    """A program under its name."""

    def __init__(self, side: Side, torch: str) -> None:
        super().__init__(classes="side")
        self._side = side
        self._torch = torch

    def compose(self) -> ComposeResult:
        """Show the name over the program."""
        yield Static(prose(self._side.name), classes="title")
        yield DemoView(self._side.demo, self._torch)


class SharedView(VerticalGroup):
    """The code with which both programs begin."""

    def __init__(self, code: str) -> None:
        super().__init__(id="shared")
        self._code = code

    def compose(self) -> ComposeResult:
        """Show the title over the code."""
        yield Static(SHARED, classes="title")
        yield Code(self._code)


class WhyScreen(ReadingScreen):
    """A screen with the programs, then their measurements."""

    CSS_PATH = ["reading.tcss", "why.tcss"]  # noqa: RUF012 - as in Textual
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (110, "-wide")]  # noqa: RUF012 - as in Textual
    WAY = "why"

    def __init__(self, study: Study, lesson: Lesson, why: Why) -> None:
        self._why = why
        super().__init__(study, lesson)

    def sheets(self) -> tuple[Sheet, ...]:
        """Return the sheets with the programs and the measurements."""
        return self._programs, self._measures

    def _programs(self) -> Iterator[Widget]:
        yield Static(prose(self._why.problem.strip()), classes="paragraph")
        if self._why.shared:
            yield SharedView(self._why.shared)
        yield Container(
            *(SideView(side, self.lesson.torch) for side in (self._why.before, self._why.after)),
            id="sides",
        )

    def _measures(self) -> Iterator[Widget]:
        head, *rows = measures(self._why)
        yield Columns(head, rows)
        yield Static(prose(self._why.so.strip()), classes="paragraph")
