"""The frame of every screen: a body over the keys, or a sentence if the window is too small."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.events import Resize
from textual.screen import Screen

from torchquiz.tui.messages import GoHome
from torchquiz.tui.widgets.keys import Keys
from torchquiz.tui.widgets.too_small import HEIGHT, WIDTH, TooSmall

GENEROUS = 32
"""A page with at least this many lines has a margin at the top."""
ROOMY = 60
"""Below this many columns, what is side by side elsewhere is stacked."""


class Page(Screen[None]):
    """A screen whose subclasses fill the body."""

    AUTO_FOCUS = ""
    depth: ClassVar[int] = 2
    """How deep it is in the app: home is 0, a lesson 1, and what is opened from them 2."""

    def compose(self) -> ComposeResult:
        """Show the body over the keys."""
        yield from self.compose_body()
        yield Keys()
        yield TooSmall()

    def compose_body(self) -> ComposeResult:
        """Show what the page is about."""
        raise NotImplementedError

    def on_resize(self, event: Resize) -> None:
        """Cover a page that has no room, and give a margin to one with plenty."""
        self.set_class(event.size.width < WIDTH or event.size.height < HEIGHT, "-too-small")
        self.set_class(event.size.height >= GENEROUS, "-generous")
        self.set_class(event.size.width < ROOMY, "-narrow")

    def action_home(self) -> None:
        """Leave for home."""
        self.post_message(GoHome())
