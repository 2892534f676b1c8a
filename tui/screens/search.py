"""The search screen, which finds lessons, activities and questions while the learner types."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from torchquiz.engine.errors import StoreError
from torchquiz.engine.proof.search import Hit
from torchquiz.engine.study.standing import still_checked
from torchquiz.engine.study.study import Study
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import OpenLesson, Practise, PractiseFocus, opening_of
from torchquiz.tui.screens.page import Page
from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.hits import Hits, activity_of
from torchquiz.tui.widgets.listing import Listing

MANY = 50
"""The maximum number of hits to show."""
INVITATION = (
    "Searches all lessons, activities and questions."
    " The beginning of a word is enough, and small typos are fine."
)
NOTHING = "Nothing found."


class SearchLine(Input):
    """The input line for searching. The up, down and enter keys act on the list below it."""

    BINDINGS = bindings("search")


class SearchScreen(Page):
    """A screen with an input line and, below it, the search results.

    Args:
        study: the object that performs the search.
    """

    CSS_PATH = "search.tcss"
    depth = 1

    def __init__(self, study: Study) -> None:
        super().__init__()
        self._study = study

    def compose_body(self) -> ComposeResult:
        """Yield the input line, a message and the results."""
        yield Heading("torchquiz", "search")
        yield SearchLine(placeholder="type to search", select_on_focus=False)
        yield Static(INVITATION, id="message")
        yield Hits()

    def on_mount(self) -> None:
        """Focus the input line."""
        self.query_one(SearchLine).focus(scroll_visible=False)

    @on(Input.Changed)
    def search(self, event: Input.Changed) -> None:
        """Search for the text that the learner has typed."""
        try:
            hits = self._study.search(event.value, MANY) if event.value.strip() else []
        except StoreError as error:
            self.notify(str(error), severity="error")
            return
        if hits:
            self._show(hits, "")
        else:
            nothing = f"{NOTHING} {still_checked(self._study.standings)}".strip()
            self._show(hits, nothing if event.value.strip() else INVITATION)

    def _show(self, hits: list[Hit], message: str) -> None:
        self.query_one("#message", Static).update(Content.styled(message, MUTED))
        self.query_one("#message").display = bool(message)
        self.query_one(Hits).tell(hits)
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable opening a result if there is one, and practising if it is a question."""
        if not self.is_mounted:
            return True
        hit = self.query_one(Hits).at_cursor
        if action == "practise":
            return hit is not None and bool(hit.item)
        return hit is not None if action == "open" else True

    def action_practise(self) -> None:
        """Practise a misconception of the selected question.

        If the question has none, practise its kind of item.
        """
        hit = self.query_one(Hits).at_cursor
        if hit and hit.item:
            focus = self._study.weak_points.focus_on(hit.lesson, hit.item, hit.excerpt)
            self.post_message(PractiseFocus(focus))

    @on(Listing.Moved)
    def show_keys(self) -> None:
        """Show the keys that apply to the selected result."""
        self.refresh_bindings()

    def action_move(self, lines: int) -> None:
        """Move the selection in the list, while the input line keeps the focus."""
        self.query_one(Hits).action_move(lines)

    @on(Listing.Picked)
    def action_open(self) -> None:
        """Open the selected lesson or activity, or ask the selected question."""
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
