"""The base of all screens: a body over the footer, or a message if the window is too small."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.events import Resize
from textual.screen import Screen

from torchquiz.tui.messages import GoHome
from torchquiz.tui.widgets.keys import Keys
from torchquiz.tui.widgets.too_small import HEIGHT, WIDTH, TooSmall

GENEROUS = 32
"""With at least this many lines, a page has a margin at the top."""
ROOMY = 60
"""With fewer columns, widgets are stacked that are otherwise side by side."""


class Page(Screen[None]):
    """A screen whose body is composed by a subclass."""

    AUTO_FOCUS = ""
    depth: ClassVar[int] = 2
    """Level in the screen stack: home is 0, a lesson is 1, and screens opened from them are 2."""

    def compose(self) -> ComposeResult:
        """Show the body over the footer."""
        yield from self.compose_body()
        yield Keys()
        yield TooSmall()

    def compose_body(self) -> ComposeResult:
        """Show the content of the page."""
        raise NotImplementedError

    def on_resize(self, event: Resize) -> None:
        """Set the style classes that depend on the size of the window."""
        self.set_class(event.size.width < WIDTH or event.size.height < HEIGHT, "-too-small")
        self.set_class(event.size.height >= GENEROUS, "-generous")
        self.set_class(event.size.width < ROOMY, "-narrow")

    def action_home(self) -> None:
        """Go back to the lesson or home."""
        self.post_message(GoHome())
