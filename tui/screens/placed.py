"""The screen after a placement. It recommends a lesson to begin with and gives the reasons."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from torchquiz.engine.study.opening import PlacedSession
from torchquiz.engine.study.weakness.placements import PlacedLesson
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import GoHome, OpenLesson
from torchquiz.tui.screens.page import Page
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.fitted import Fitted
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.lessons import NARROW, bar
from torchquiz.tui.words import placement as words

TITLE_CELLS, BAR_CELLS = 36, 12


class PlacedScreen(Page):
    """A screen with the result of a placement."""

    CSS_PATH = "placed.tcss"
    BINDINGS = bindings("placed")

    def __init__(self, end: PlacedSession) -> None:
        super().__init__()
        self._placement = end.placement

    def compose_body(self) -> ComposeResult:
        """Yield the recommendation, and the probability that the learner knows each lesson."""
        yield Heading("torchquiz", "placement")
        with VerticalScroll(id="content"):
            yield Static(Content.styled(words.recommendation(self._placement), "bold"), id="begin")
            yield PlacedLessons(self._placement.lessons)

    def on_mount(self) -> None:
        """Focus the page so that the arrow keys scroll it."""
        self.query_one("#content").focus(scroll_visible=False)

    def action_open(self) -> None:
        """Open the recommended lesson, or go home if there is none."""
        begin = self._placement.begin
        self.post_message(OpenLesson(begin.id) if begin else GoHome())


class PlacedLessons(Fitted):
    """A list of lessons, each with a bar for the probability that the learner knows it."""

    def __init__(self, lessons: Sequence[PlacedLesson]) -> None:
        super().__init__()
        self._lessons = lessons

    def fitted(self, width: int) -> Content:
        """Return the list with bars or, in a narrow window, without them."""
        line = _line if width >= NARROW else _stacked
        return Content("\n").join(map(line, self._lessons))


def _line(lesson: PlacedLesson) -> Content:
    title = Content(lesson.title).truncate(TITLE_CELLS - 2, ellipsis=True, pad=True)
    return Content.assemble(
        title, "  ", bar(lesson.known, BAR_CELLS), (f"  {words.evidence(lesson)}", MUTED)
    )


def _stacked(lesson: PlacedLesson) -> Content:
    return Content.assemble(lesson.title, (f"\n  {words.evidence(lesson)}", MUTED))
