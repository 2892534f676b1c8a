"""A row with a mark and a letter to the left of its text."""

from textual.content import Content

from torchquiz.tui.themes import MUTED
from torchquiz.tui.widgets.rows import ListRow


class MarkedRow(ListRow):
    """A row that draws its mark and letter itself, beside a single widget with its text.

    A separate widget for the mark of each row would delay the first frame of a question. Subclasses
    yield the text with the class `says`.
    """

    DEFAULT_CSS = """
    MarkedRow .says { width: 1fr; height: auto; margin: 0 0 0 5; }
    MarkedRow.-boxed .says { margin: 0 0 0 9; }
    """

    _lead = Content()

    def show_lead(self, text: str, style: str = MUTED) -> None:
        """Show a mark and a letter, which leave one empty cell before the text."""
        self._lead = Content.styled(text, f"bold {style}")
        self.refresh()

    def render(self) -> Content:
        """Return the mark and the letter."""
        return self._lead
