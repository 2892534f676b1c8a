"""A block of highlighted Python code that scrolls sideways instead of wrapping."""

import sys
from functools import lru_cache

from textual.content import Content
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from torchquiz.tui.themes import MUTED

HIGHLIGHTER = "textual.highlight"


class Code(ScrollView, can_focus=False):
    """A block of code, or other text whose lines must not be wrapped.

    It draws its lines itself, because a question has many blocks, and a widget inside each of them
    would delay the first frame.
    """

    DEFAULT_CSS = """
    Code {
        width: 1fr;
        height: auto;
        overflow-x: hidden;
        overflow-y: hidden;
        scrollbar-size-horizontal: 1;
        text-wrap: nowrap;
        &.-wide { overflow-x: scroll; }
        &.-barred { border-left: solid $foreground 25%; padding: 0 0 0 1; }
    }
    """

    def __init__(
        self,
        code: str | Content,
        *,
        numbered: bool = False,
        barred: bool = True,
        id: str | None = None,
        classes: str = "",
    ) -> None:
        super().__init__(id=id, classes=f"{classes} -barred" if barred else classes)
        self._numbered = numbered
        self._code = code
        self._content = self._plain
        self.set_reactive(Code.virtual_size, self._extent)
        self._strips: list[Strip] = []
        """The drawn lines, at their full width."""

    def on_mount(self) -> None:
        """Highlight the code.

        If Pygments has not been imported yet, the code is highlighted a moment later.
        """
        if isinstance(self._code, str) and HIGHLIGHTER not in sys.modules:
            self.call_after_refresh(self._colour)
        else:
            self._colour()

    def on_resize(self) -> None:
        """Show a scrollbar if the code is wider than the widget."""
        self._tell_width()

    @property
    def is_wide(self) -> bool:
        """Whether the code is wider than the widget."""
        return self.has_class("-wide")

    def show(self, code: str | Content) -> None:
        """Replace the code."""
        self._code = code
        self._colour()
        self._tell_width()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of lines."""
        return self.virtual_size.height

    def render(self) -> Content:
        """Return the code, which Textual needs in order to copy selected text."""
        return self._content

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the visible lines.

        If the block has just been removed, Textual may still ask for its lines. They are not drawn
        again, because that needs a screen.
        """
        if self.is_attached:
            style = self.visual_style
            self._strips = Visual.to_strips(self, self._content, self._drawn_width, None, style)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Return the visible part of a line."""
        left, width = self.scroll_offset.x, self._text_width
        if y >= len(self._strips):
            return Strip.blank(width, self.rich_style)
        strip = self._strips[y].crop(left, left + width)
        return strip.adjust_cell_length(width, self.rich_style)

    @property
    def _text_width(self) -> int:
        """The width of the visible part of the code."""
        return self.content_size.width

    @property
    def _drawn_width(self) -> int:
        """The width at which the lines are drawn before a part of them is cut out."""
        return max(1, self.virtual_size.width)

    @property
    def _plain(self) -> Content:
        """The code without highlighting, which takes up the same space as with highlighting."""
        code = self._code
        plain = code if isinstance(code, Content) else Content(code.rstrip("\n"))
        return self._numbered_if_asked(plain)

    @property
    def _extent(self) -> Size:
        """The size of the code in cells."""
        lines = self._content.split("\n", allow_blank=True)
        return Size(max(line.cell_length for line in lines), len(lines))

    def _colour(self) -> None:
        code = self._code
        coloured = code if isinstance(code, Content) else highlight_python(code)
        self._content = self._numbered_if_asked(coloured)
        self.virtual_size = self._extent
        self.refresh()

    def _tell_width(self) -> None:
        was_wide = self.is_wide
        self.set_class(self.virtual_size.width > self._text_width, "-wide")
        if self.is_wide != was_wide:
            self.screen.refresh_bindings()

    def _numbered_if_asked(self, content: Content) -> Content:
        return _with_numbers(content) if self._numbered else content


@lru_cache(maxsize=64)
def highlight_python(code: str) -> Content:
    """Highlight Python code in a few colours. Pygments is imported when it is first needed."""
    from textual.highlight import highlight

    from torchquiz.tui.themes.code import Quiet

    return highlight(code.rstrip("\n"), language="python", theme=Quiet)


def _with_numbers(content: Content) -> Content:
    lines = content.split("\n", allow_blank=True)
    width = len(str(len(lines)))
    return Content("\n").join(
        Content.assemble((f"{number:>{width}}  ", MUTED), line)
        for number, line in enumerate(lines, start=1)
    )
