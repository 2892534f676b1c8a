"""The list of drills, where the learner begins one."""

from textual import on
from textual.app import ComposeResult
from textual.widgets import Static

from torchquiz.engine.study.drilling import drill_entries
from torchquiz.engine.study.study import Study
from torchquiz.tui.commands import bindings
from torchquiz.tui.screens.page import Page
from torchquiz.tui.widgets.drill_list import DrillList
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.listing import Listing

ABOUT = (
    "Quick questions against the clock, with new numbers each time. Every question is run on"
    " PyTorch before you see it. The clock stops while you read an explanation."
)
NONE = "No lesson here has drills. An author writes them under `drills:` in a lesson's file."


class DrillsScreen(Page):
    """A screen with the drills of one lesson, or of all lessons.

    Args:
        study: the lessons and the learner's progress.
        lesson_id: the id of the lesson; empty for all lessons.
    """

    CSS_PATH = "drills.tcss"
    BINDINGS = bindings("drills")

    def __init__(self, study: Study, lesson_id: str = "") -> None:
        super().__init__()
        self._study = study
        self._lesson_id = lesson_id

    def compose_body(self) -> ComposeResult:
        """Yield a description of drills and the list of them."""
        entries = drill_entries(self._study, self._lesson_id)
        title = entries[0].lesson_title if entries and self._lesson_id else "torchquiz"
        yield Heading(title, "drills")
        yield Static(ABOUT if entries else NONE, id="about", markup=False)
        yield DrillList(entries)

    def on_mount(self) -> None:
        """Focus the list."""
        self.query_one(DrillList).focus(scroll_visible=False)

    def on_screen_resume(self) -> None:
        """Update the scores after a drill."""
        if self.is_mounted:
            self.query_one(DrillList).tell(drill_entries(self._study, self._lesson_id))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable the command that begins a drill if there are no drills."""
        if action == "begin" and self.is_mounted:
            return self.query_one(DrillList).count > 0
        return True

    @on(Listing.Picked)
    def action_begin(self) -> None:
        """Begin the drill at the cursor."""
        from torchquiz.tui.screens.drill import DrillScreen

        if entry := self.query_one(DrillList).at_cursor:
            self.app.push_screen(DrillScreen(self._study, entry))
