"""A block of highlighted Python code that scrolls sideways instead of wrapping."""

import sys
from functools import lru_cache

from textual.app import ComposeResult
from textual.containers import HorizontalScroll
from textual.content import Content
from textual.widgets import Static

from torchquiz.tui.themes import MUTED

HIGHLIGHTER = "textual.highlight"


class Code(HorizontalScroll, can_focus=False):
    """A block of code, or other text whose lines must not be wrapped."""

    DEFAULT_CSS = """
    Code {
        width: 1fr;
        height: auto;
        overflow-x: hidden;
        scrollbar-size-horizontal: 1;
        &.-wide { overflow-x: scroll; }
        &.-barred { border-left: solid $foreground 25%; padding: 0 0 0 1; }
        Static { width: auto; height: auto; text-wrap: nowrap; }
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

    def compose(self) -> ComposeResult:
        """Yield the code.

        If Pygments has not been imported yet, the code is highlighted a moment later.
        """
        if isinstance(self._code, str) and HIGHLIGHTER not in sys.modules:
            yield Static(self._plain)
            self.call_after_refresh(self._colour)
        else:
            yield Static(self._set(self._code))

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
        for static in self.query(Static):
            static.update(self._set(code))
            self._tell_width()

    @property
    def _plain(self) -> Content:
        """The code without highlighting, which takes up the same space as with highlighting."""
        code = self._code
        plain = code if isinstance(code, Content) else Content(code.rstrip("\n"))
        return self._numbered_if_asked(plain)

    def _colour(self) -> None:
        self.show(self._code)

    def _tell_width(self) -> None:
        widest = max(line.cell_length for line in self._plain.split("\n", allow_blank=True))
        was_wide = self.is_wide
        self.set_class(widest > self.content_size.width, "-wide")
        if self.is_wide != was_wide:
            self.screen.refresh_bindings()

    def _set(self, code: str | Content) -> Content:
        return self._numbered_if_asked(
            code if isinstance(code, Content) else highlight_python(code)
        )

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
