"""The why screen: a problem, two programs that solve it, their measurements, and a conclusion."""

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

MARGIN = 5
"""Width, in cells, of the bar to the left of a program plus the space to its right."""


class SideView(VerticalGroup):
    """One of the two programs, below its name."""

    def __init__(self, side: Side, torch: str) -> None:
        super().__init__(classes="side")
        self._side = side
        self._torch = torch

    def compose(self) -> ComposeResult:
        """Yield the name and the program."""
        yield Static(prose(self._side.name), classes="title")
        yield DemoView(self._side.demo, self._torch, is_timed=False)


class SharedView(VerticalGroup):
    """The code that both programs have in common."""

    def __init__(self, code: str) -> None:
        super().__init__(id="shared")
        self._code = code

    def compose(self) -> ComposeResult:
        """Yield the title and the code."""
        yield Static(SHARED, classes="title")
        yield Code(self._code)


class Sides(Container):
    """The two programs, side by side if they fit and otherwise one above the other."""

    def __init__(self, why: Why, torch: str) -> None:
        both = (why.before, why.after)
        super().__init__(*(SideView(side, torch) for side in both), id="sides")
        codes = "\n".join(side.demo.code for side in both)
        self._widest = max(map(len, codes.splitlines()), default=0)

    def on_resize(self) -> None:
        """Choose the layout that fits the new width."""
        self.set_class(self.size.width >= 2 * (self._widest + MARGIN), "-beside")


class WhyScreen(ReadingScreen):
    """A screen with one sheet for the programs and one for their measurements."""

    CSS_PATH = ["reading.tcss", "why.tcss"]  # noqa: RUF012 - as in Textual
    WAY = "why"

    def __init__(self, study: Study, lesson: Lesson, why: Why) -> None:
        self._why = why
        super().__init__(study, lesson)

    def sheets(self) -> tuple[Sheet, ...]:
        """Return one sheet for the programs and one for the measurements."""
        return self._programs, self._measures

    def _programs(self) -> Iterator[Widget]:
        yield Static(prose(self._why.problem.strip()), classes="paragraph")
        if self._why.shared:
            yield SharedView(self._why.shared)
        yield Sides(self._why, self.lesson.torch)

    def _measures(self) -> Iterator[Widget]:
        head, *rows = measures(self._why)
        yield Columns(head, rows)
        yield Static(prose(self._why.so.strip()), classes="paragraph")
