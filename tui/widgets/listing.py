"""A list that draws only its visible lines, so that it stays fast with thousands of entries."""

from textual.content import Content
from textual.events import Click, Resize
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from torchquiz.tui.commands import bindings


class Listing(ScrollView, can_focus=True):
    """A list with one line per entry, a cursor, and keys that move the cursor.

    Subclasses provide the number of lines and the text of each line.
    """

    class Moved(Message):
        """A message posted when a different entry has been selected."""

    class Picked(Message):
        """A message posted when an entry was clicked and is now selected."""

    BINDINGS = bindings("listing")
    DEFAULT_CSS = """
    Listing {
        height: auto;
        background: transparent;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
    }
    """

    cursor: reactive[int] = reactive(0, init=False)

    @property
    def count(self) -> int:
        """The number of lines."""
        raise NotImplementedError

    def line(self, index: int, width: int) -> Content:
        """Return the text of a line, shortened to a width in cells."""
        raise NotImplementedError

    def is_entry(self, index: int) -> bool:
        """Return whether a line can be selected. The cursor skips all other lines."""
        return True

    def show(self) -> None:
        """Redraw the list after the number or the text of its lines has changed."""
        self._measure()
        if self.count and not self.is_entry(self.cursor):
            self.action_move(1)
        self.refresh(layout=True)

    def on_mount(self) -> None:
        """Compute the height of the list."""
        self._measure()

    def on_resize(self, event: Resize) -> None:
        """Update the list's size, and scroll so that the selected line is visible."""
        self._measure()
        self._scroll_to_cursor()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the height of the list, which is the number of its lines."""
        return self.count

    def render_line(self, y: int) -> Strip:
        """Draw one visible line."""
        index, width = self.scroll_offset.y + y, self.scrollable_content_region.width
        # Textual may still draw a list that has just been removed.
        if not self.is_attached or not 0 <= index < self.count:
            return Strip.blank(width, self.rich_style)
        content = self.line(index, width).truncate(width, ellipsis=True)
        strips = Visual.to_strips(self, content, width, 1, self.visual_style)
        return strips[0].adjust_cell_length(width, self.rich_style)

    def validate_cursor(self, cursor: int) -> int:
        """Return the cursor position, limited to the lines of the list."""
        return max(0, min(cursor, self.count - 1))

    def watch_cursor(self) -> None:
        """Scroll to the selected line, and report that the selection has changed."""
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(self.Moved())

    def action_move(self, lines: int) -> None:
        """Move the cursor by a number of lines. Skip lines that cannot be selected."""
        step = 1 if lines > 0 else -1
        target = self.validate_cursor(self.cursor + lines)
        while 0 <= target < self.count and not self.is_entry(target):
            target += step
        if 0 <= target < self.count:
            self.cursor = target

    def action_page(self, pages: int) -> None:
        """Move the cursor by a number of pages."""
        self.action_move(pages * max(1, self.size.height - 1))

    def action_end(self, pages: int) -> None:
        """Select the first or the last entry."""
        self.cursor = 0 if pages < 0 else self.count - 1
        if self.count and not self.is_entry(self.cursor):
            self.action_move(-pages)

    def on_click(self, event: Click) -> None:
        """Select the line that was clicked."""
        index = self.scroll_offset.y + event.y
        if 0 <= index < self.count and self.is_entry(index):
            self.focus(scroll_visible=False)
            self.cursor = index
            self.post_message(self.Picked())

    def _measure(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self.count)

    def _scroll_to_cursor(self) -> None:
        """Scroll just far enough to show the selected line.

        If the first entry is selected, scroll to the top.
        """
        top, height = self.scroll_offset.y, max(1, self.scrollable_content_region.height)
        wanted = min(top, self.cursor) if self.cursor < top + height else self.cursor - height + 1
        if not any(map(self.is_entry, range(self.cursor))):
            wanted = 0
        self.scroll_to(y=wanted, animate=False)
