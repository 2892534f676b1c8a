"""The line at the top of every page: where one is, and how far."""

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from tui.theme import MUTED


class Heading(Horizontal):
    """A title with what is being done on the left, and how far on the right."""

    DEFAULT_CSS = """
    Heading {
        height: 1;
        max-width: 100;
        margin: 0 0 1 0;
        #title { width: 1fr; text-wrap: nowrap; text-overflow: ellipsis; }
        #place { width: auto; padding: 0 0 0 2; color: $text-muted; }
    }
    """

    def __init__(self, title: str, doing: str = "", place: str = "") -> None:
        super().__init__()
        self._title = _titled(title, doing)
        self._place = place

    def compose(self) -> ComposeResult:
        """Both sides."""
        yield Static(self._title, id="title")
        yield Static(self._place, id="place")

    def show_title(self, title: str, doing: str) -> None:
        """Say where one is."""
        self.query_one("#title", Static).update(_titled(title, doing))

    def show_place(self, place: str) -> None:
        """Say how far one is."""
        self.query_one("#place", Static).update(Content(place))


def _titled(title: str, doing: str) -> Content:
    return Content.assemble((title, "bold"), "   ", (doing, MUTED))
