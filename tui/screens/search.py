"""Search over lessons, their ways and their questions, as one types."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from torchquiz.engine.errors import StoreError
from torchquiz.engine.proof.search import Hit
from torchquiz.engine.study.study import Study
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import OpenLesson, Practise, opening_of
from torchquiz.tui.screens.page import Page
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.hits import Hits, activity_of
from torchquiz.tui.widgets.listing import Listing

MANY = 50
"""Hits that are shown, at most."""
INVITATION = (
    "Lessons, ways and questions are found by the words in them;"
    " unfinished and misspelt words are forgiven."
)
NOTHING = "Nothing was found."


class SearchLine(Input):
    """The line to type in; up, down and enter are for the list below it."""

    BINDINGS = bindings("search")


class SearchScreen(Page):
    """A line over what it finds.

    Args:
        study: searches.
    """

    CSS_PATH = "search.tcss"
    depth = 1

    def __init__(self, study: Study) -> None:
        super().__init__()
        self._study = study

    def compose_body(self) -> ComposeResult:
        """Show the line, a sentence about it, and the hits."""
        yield Heading("torchquiz", "search")
        yield SearchLine(placeholder="type what you look for", select_on_focus=False)
        yield Static(INVITATION, id="said")
        yield Hits()

    def on_mount(self) -> None:
        """Begin to type."""
        self.query_one(SearchLine).focus(scroll_visible=False)

    @on(Input.Changed)
    def look(self, event: Input.Changed) -> None:
        """Search for what is typed."""
        try:
            hits = self._study.search(event.value, MANY) if event.value.strip() else []
        except StoreError as error:
            self.notify(str(error), severity="error")
            return
        if hits:
            self._show(hits, "")
        else:
            self._show(hits, NOTHING if event.value.strip() else INVITATION)

    def _show(self, hits: list[Hit], said: str) -> None:
        self.query_one("#said", Static).update(Content.styled(said, MUTED))
        self.query_one("#said").display = bool(said)
        self.query_one(Hits).tell(hits)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to open only what was found."""
        return not self.is_mounted or self.query_one(Hits).count > 0 if action == "open" else True

    def action_move(self, lines: int) -> None:
        """Move the cursor in the list; the line stays in focus."""
        self.query_one(Hits).action_move(lines)

    @on(Listing.Picked)
    def action_open(self) -> None:
        """Open the lesson or the way, or ask just that question."""
        hit = self.query_one(Hits).at_cursor
        if hit is None:
            return
        activity = activity_of(hit)
        if hit.item:
            self.post_message(Practise(hit.lesson, "question", (hit.item,)))
        elif activity:
            self.post_message(opening_of(hit.lesson, activity.name))
        else:
            self.post_message(OpenLesson(hit.lesson))
