"""What every screen is: a heading, a body, the keys at the bottom, and one sentence when the window is too small."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.events import Resize
from textual.screen import Screen

from torchquiz.tui.messages import GoHome
from torchquiz.tui.widgets.keys import Keys
from torchquiz.tui.widgets.too_small import HEIGHT, WIDTH, TooSmall

GENEROUS = 32
"""From so many lines on a page has a margin at the top."""


ROOMY = 60
"""Below so many columns what else stands side by side stands one below the other."""


class Page(Screen[None]):
    """A screen whose subclasses fill the body."""

    AUTO_FOCUS = ""
    depth: ClassVar[int] = 2
    """How deep in the app: home is 0, a lesson 1, and what is opened from them 2; going back goes up."""

    def compose(self) -> ComposeResult:
        """The body between heading and keys."""
        yield from self.compose_body()
        yield Keys()
        yield TooSmall()

    def compose_body(self) -> ComposeResult:
        """What the page is about."""
        raise NotImplementedError

    def on_resize(self, event: Resize) -> None:
        """Cover a page that has no room, and give one that has plenty a margin."""
        self.set_class(event.size.width < WIDTH or event.size.height < HEIGHT, "-too-small")
        self.set_class(event.size.height >= GENEROUS, "-generous")
        self.set_class(event.size.width < ROOMY, "-narrow")

    def action_home(self) -> None:
        """Leave for home."""
        self.post_message(GoHome())
