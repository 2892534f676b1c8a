"""The list of weak points, from which the learner chooses one to practise across all lessons."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from torchquiz.engine.study.study import Study
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import PractiseFocus
from torchquiz.tui.screens.page import Page
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.listing import Listing
from torchquiz.tui.widgets.prose import prose
from torchquiz.tui.widgets.weak_list import WeakList
from torchquiz.tui.words import weak_points as words

ABOUT = (
    "Practice across all lessons. Your answers so far decide which question comes next."
    " A misconception counts as overcome after three right answers, one of them days later."
)


class WeakPointsScreen(Page):
    """A screen with a list of weak points to practise.

    Args:
        study: the lessons and the learner's progress.
    """

    CSS_PATH = "weak_points.tcss"
    BINDINGS = bindings("weak-points")
    depth = 1

    def __init__(self, study: Study) -> None:
        super().__init__()
        self._study = study
        self._was_left = False

    def compose_body(self) -> ComposeResult:
        """Yield a description, the list, and the whole text of the selected weak point."""
        yield Heading("torchquiz", "weak points")
        yield Static(ABOUT, id="about", markup=False)
        yield WeakList(self._study.weak_points.listed())
        yield Static(id="whole")

    def on_mount(self) -> None:
        """Focus the list."""
        self.query_one(WeakList).focus(scroll_visible=False)
        self.show_whole()

    @on(Listing.Moved)
    def show_whole(self) -> None:
        """Show the selected weak point without shortening it."""
        point = self.query_one(WeakList).at_cursor
        text = f"{words.title(point)}  {words.status(point)}" if point else ""
        self.query_one("#whole", Static).update(prose(text))

    def on_screen_suspend(self) -> None:
        """Remember that a different screen was opened."""
        self._was_left = True

    def on_screen_resume(self) -> None:
        """Show progress made while a different screen was open."""
        if self._was_left:
            self.query_one(WeakList).tell(self._study.weak_points.listed())
            self.show_whole()

    @on(Listing.Picked)
    def action_practise(self) -> None:
        """Practise the selected weak point."""
        if point := self.query_one(WeakList).at_cursor:
            self.post_message(PractiseFocus(point.focus))
