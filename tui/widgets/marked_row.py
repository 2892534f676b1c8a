"""A row with a mark and a letter to the left of its text."""

from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.visual import Visual

from torchquiz.tui.themes import FAINT, MUTED
from torchquiz.tui.widgets.code import Code
from torchquiz.tui.widgets.rows import ListRow

BAR = "│ "


class MarkedRow(ListRow, Code, can_focus=False):
    """A row that draws its mark, its letter and its text.

    It is a single widget, because separate widgets for the mark and the text of each row would
    delay the first frame of a question. Prose is wrapped beside the letter. Code is not wrapped; it
    scrolls sideways, while the letter stays where it is.
    """

    DEFAULT_CSS = """
    MarkedRow {
        overflow-x: hidden;
        overflow-y: hidden;
        scrollbar-size-horizontal: 1;
        text-wrap: nowrap;
        &.-wide { overflow-x: scroll; }
        &.-prose { text-wrap: wrap; }
    }
    """

    def __init__(self, text: str | Content, *, is_prose: bool = False) -> None:
        self._is_prose = is_prose
        self._lead = Content()
        super().__init__(text, barred=False)
        self.set_class(is_prose, "-prose")
        self._lead_strips: list[Strip] = []
        """The drawn mark and letter, and a bar beside each line of code of several lines."""

    def show_lead(self, text: str, style: str = MUTED) -> None:
        """Show a mark and a letter, which end with empty cells before the text."""
        self._lead = Content.styled(text, f"bold {style}")
        self.refresh()

    def show_text(self, text: Content, note: str = "") -> None:
        """Replace the text. A note is added to the end of prose, or of the first line of code."""
        behind = Content.styled(f"   {note}" if note else "", MUTED)
        if self._is_prose:
            self.show(text + behind)
            self.refresh(layout=True)
        else:
            first, *rest = text.split("\n", allow_blank=True)
            self.show(Content("\n").join([first + behind, *rest]))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines, which depends on the width if the text is prose."""
        if not self._is_prose:
            return super().get_content_height(container, viewport, width)
        return len(self._content.wrap(max(1, width - self._lead_cells)))

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the visible lines."""
        bar = Content.styled(BAR, FAINT) if self._has_bar else Content()
        empty = Content(" " * self._lead.cell_length)
        leads = [self._lead + bar, *[empty + bar] * (self.virtual_size.height - 1)]
        lead = Content("\n").join(leads)
        self._lead_strips = Visual.to_strips(
            self, lead, self._lead_cells, None, self.visual_style, apply_selection=False
        )
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return the mark and the letter, followed by the visible part of a line of the text."""
        has_lead = y < len(self._lead_strips)
        lead = self._lead_strips[y] if has_lead else Strip.blank(self._lead_cells, self.rich_style)
        return Strip.join([lead, super().render_line(y)])

    @property
    def _has_bar(self) -> bool:
        return not self._is_prose and self.virtual_size.height > 1

    @property
    def _lead_cells(self) -> int:
        return self._lead.cell_length + (len(BAR) if self._has_bar else 0)

    @property
    def _text_width(self) -> int:
        return max(1, self.content_size.width - self._lead_cells)

    @property
    def _drawn_width(self) -> int:
        return self._text_width if self._is_prose else super()._drawn_width

    @property
    def _extent(self) -> Size:
        """The size of the text in cells. The width of prose is that of the row."""
        extent = super()._extent
        return Size(0, extent.height) if self._is_prose else extent
