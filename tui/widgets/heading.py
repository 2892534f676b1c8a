"""The line at the top of each page, with its title and the learner's progress.

The whole line is a single widget, because each additional widget would delay the first frame.
"""

from textual.content import Content
from textual.widget import Widget

from torchquiz.tui.themes import MUTED

GAP = 2
"""Number of empty cells before the text on the right."""


class Heading(Widget):
    """A line with the title and activity on the left, and the learner's progress on the right."""

    DEFAULT_CSS = """
    Heading {
        height: 1;
        max-width: 100;
        margin: 0 0 1 0;
        text-wrap: nowrap;
        text-overflow: clip;
    }
    """

    def __init__(self, title: str, doing: str = "", place: str = "", aside: str = "") -> None:
        super().__init__()
        self._title = _titled(title, doing)
        self._place = Content.styled(place, MUTED)
        self._aside = aside

    def render(self) -> Content:
        """Draw the title, shortened to fit, and the learner's progress at the right end.

        A remark follows the title if there is enough room for it.
        """
        room = max(1, self.size.width - GAP - self._place.cell_length)
        aside = Content.styled(f"   {self._aside}" if self._aside else "", MUTED)
        fits = self._title.cell_length + aside.cell_length <= room
        title = self._title + aside if fits else self._title
        return Content.assemble(
            title.truncate(room, ellipsis=True, pad=True), " " * GAP, self._place
        )

    def show_title(self, title: str, doing: str, aside: str = "") -> None:
        """Replace the title, the activity and the remark."""
        self._title, self._aside = _titled(title, doing), aside
        self.refresh()

    def show_place(self, place: str) -> None:
        """Replace the learner's progress."""
        self._place = Content.styled(place, MUTED)
        self.refresh()


def _titled(title: str, doing: str) -> Content:
    return Content.assemble((title, "bold"), "   ", (doing, MUTED))
