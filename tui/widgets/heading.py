"""The line at the top of every page: where one is, and how far.

One widget that draws a line, as the keys at the bottom are; each widget more is felt in the time to the first frame.
"""

from textual.content import Content
from textual.widget import Widget

from torchquiz.tui.themes import MUTED

GAP = 2
"""Cells that stay free before what stands on the right."""


class Heading(Widget):
    """A title with what is being done on the left, and how far on the right."""

    DEFAULT_CSS = """
    Heading {
        height: 1;
        max-width: 100;
        margin: 0 0 1 0;
        text-wrap: nowrap;
        text-overflow: clip;
    }
    """

    def __init__(self, title: str, doing: str = "", place: str = "") -> None:
        super().__init__()
        self._title = _titled(title, doing)
        self._place = Content.styled(place, MUTED)

    def render(self) -> Content:
        """The title as far as there is room, and the place at the end of the line."""
        room = max(1, self.size.width - GAP - self._place.cell_length)
        return Content.assemble(
            self._title.truncate(room, ellipsis=True, pad=True), " " * GAP, self._place
        )

    def show_title(self, title: str, doing: str) -> None:
        """Say where one is."""
        self._title = _titled(title, doing)
        self.refresh()

    def show_place(self, place: str) -> None:
        """Say how far one is."""
        self._place = Content.styled(place, MUTED)
        self.refresh()


def _titled(title: str, doing: str) -> Content:
    return Content.assemble((title, "bold"), "   ", (doing, MUTED))
