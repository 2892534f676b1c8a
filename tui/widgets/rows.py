"""A column of rows, one of which is selected. Options, lines and stages are shown this way."""

from textual import on
from textual.containers import VerticalScroll
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from torchquiz.tui.commands import bindings


class ListRow(Widget):
    """A row that posts a message when it is clicked."""

    class Clicked(Message):
        """A message posted when the row was clicked."""

        def __init__(self, row: "ListRow") -> None:
            super().__init__()
            self.row = row

    DEFAULT_CSS = """
    ListRow {
        layout: horizontal;
        height: auto;
        width: 1fr;
        &:hover { background: $foreground 5%; }
    }
    """

    def on_click(self, event: Click) -> None:
        """Report that this row was clicked."""
        event.stop()
        self.post_message(self.Clicked(self))


class Rows(VerticalScroll, can_focus=True):
    """A column of rows, with keys that select one of them."""

    class Moved(Message):
        """A message posted when a different row has been selected."""

        def __init__(self, rows: "Rows") -> None:
            super().__init__()
            self.rows = rows

    BINDINGS = bindings("rows")
    DEFAULT_CSS = """
    Rows { height: auto; background: transparent; scrollbar-size-vertical: 1; }
    """

    cursor: reactive[int] = reactive(0, init=False)

    @property
    def rows(self) -> list[ListRow]:
        """The rows from top to bottom."""
        return list(self.query_children(ListRow))

    def validate_cursor(self, cursor: int) -> int:
        """Return the cursor position, limited to the rows of the column."""
        if not self.is_mounted:
            return cursor
        return max(0, min(cursor, len(self.rows) - 1))

    def watch_cursor(self) -> None:
        """Highlight the selected row, and report that the selection has changed."""
        self.mark_cursor()
        self.post_message(self.Moved(self))

    def mark_cursor(self) -> None:
        """Highlight the selected row and scroll to it."""
        for place, row in enumerate(self.rows):
            row.set_class(place == self.cursor, "-cursor")
            if place == self.cursor:
                self.call_after_refresh(row.scroll_visible, animate=False)

    def on_mount(self) -> None:
        """Highlight the row at the cursor."""
        self.mark_cursor()

    def action_move(self, rows: int) -> None:
        """Select the row `rows` places further down."""
        self.cursor += rows

    @on(ListRow.Clicked)
    def go_to_clicked(self, event: ListRow.Clicked) -> None:
        """Select the row that was clicked and act on it."""
        event.stop()
        self.focus(scroll_visible=False)
        self.cursor = self.rows.index(event.row)
        self.choose()

    def choose(self) -> None:
        """Act on the selected row after a click. By default, do nothing more."""
