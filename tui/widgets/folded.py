"""Lines that are wrapped to the width of their widget, so that nothing is cut off."""

from collections.abc import Sequence

from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from torchquiz.tui.themes import MUTED

LEAST = 8
"""Minimum width in cells to which lines are wrapped, however narrow the widget is."""
GAP = 3
"""Number of empty cells before a note at the end of a line."""


class FoldedLines(Widget):
    """A widget whose lines depend on its width. Subclasses provide the lines."""

    DEFAULT_CSS = """
    FoldedLines { height: auto; width: 1fr; text-wrap: nowrap; }
    """

    def folded(self, width: int) -> list[Content]:
        """Return the lines, wrapped to a width in cells."""
        raise NotImplementedError

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of the widget in lines."""
        return len(self.folded(width))

    def render(self) -> Content:
        """Return the lines, wrapped to the current width."""
        return Content("\n").join(self.folded(self.content_size.width))


def fold(line: Content | str, width: int, indent: int) -> list[Content]:
    """Wrap a line at spaces to fit a width in cells. Indent the lines that continue it."""
    content = Content(line) if isinstance(line, str) else line
    if content.cell_length <= width:
        return [content]
    first, *others = content.wrap(max(LEAST, width - indent))
    return [first, *(Content(" " * indent) + other for other in others)]


def with_note(lines: Sequence[Content], note: str, width: int) -> list[Content]:
    """Add a muted note at the end of the first line, or below all lines if there is no room."""
    muted = Content.styled(note, MUTED)
    if not lines:
        return [muted]
    first, *others = lines
    room = width - max(line.cell_length for line in lines) - GAP
    if not note or room < len(note):
        return [*lines, *([muted] if note else [])]
    return [first.pad_right(width - first.cell_length - len(note)) + muted, *others]
