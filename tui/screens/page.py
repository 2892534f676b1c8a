"""The base class of all screens: a body above a footer.

If the window is too small, a message is shown instead.
"""

from textual.app import ComposeResult
from textual.events import Resize
from textual.geometry import Size
from textual.screen import Screen

from torchquiz.tui.messages import GoHome
from torchquiz.tui.widgets.keys import Keys
from torchquiz.tui.widgets.too_small import HEIGHT, WIDTH, TooSmall

GENEROUS = 32
"""The minimum number of lines at which a page has a margin at the top."""
ROOMY = 60
"""The minimum number of columns at which widgets are side by side instead of stacked."""

WIDE = 110
"""The number of columns from which a page is divided into two columns, if it has enough to show."""


class Page(Screen[None]):
    """A screen whose body is defined by a subclass."""

    AUTO_FOCUS = ""
    depth: int = 2
    """Level in the screen stack: 0 for home, 1 for a lesson, 2 for screens opened from them, and 3
    for a single question."""

    def compose(self) -> ComposeResult:
        """Yield the body and the footer, laid out for the size of the window from the start."""
        self._set_classes(self.app.size)
        yield from self.compose_body()
        yield Keys()

    def compose_body(self) -> ComposeResult:
        """Yield the widgets of the body."""
        raise NotImplementedError

    def on_resize(self, event: Resize) -> None:
        """Set the CSS classes that depend on the size of the window."""
        self._set_classes(event.size)
        if self.has_class("-too-small") and not self.query(TooSmall):
            self.mount(TooSmall())

    def action_home(self) -> None:
        """Go back to the lesson, or to the home screen."""
        self.post_message(GoHome())

    def _set_classes(self, size: Size) -> None:
        self.set_class(size.width < WIDTH or size.height < HEIGHT, "-too-small")
        self.set_class(size.height >= GENEROUS, "-generous")
        self.set_class(size.width < ROOMY, "-narrow")
        self.set_class(size.width >= WIDE, "-wide")
