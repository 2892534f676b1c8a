"""The base class of all screens: a body above a footer.

If the window is too small, a message is shown instead.
"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.events import Resize
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
    depth: ClassVar[int] = 2
    """Level in the screen stack: 0 for home, 1 for a lesson, 2 for screens opened from them."""

    def compose(self) -> ComposeResult:
        """Yield the body and the footer."""
        yield from self.compose_body()
        yield Keys()

    def compose_body(self) -> ComposeResult:
        """Yield the widgets of the body."""
        raise NotImplementedError

    def on_resize(self, event: Resize) -> None:
        """Set the CSS classes that depend on the size of the window."""
        is_too_small = event.size.width < WIDTH or event.size.height < HEIGHT
        if is_too_small and not self.query(TooSmall):
            self.mount(TooSmall())
        self.set_class(is_too_small, "-too-small")
        self.set_class(event.size.height >= GENEROUS, "-generous")
        self.set_class(event.size.width < ROOMY, "-narrow")
        self.set_class(event.size.width >= WIDE, "-wide")

    def action_home(self) -> None:
        """Go back to the lesson, or to the home screen."""
        self.post_message(GoHome())
