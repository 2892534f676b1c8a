"""What every screen is: a heading, a body, the keys at the bottom, and one sentence when the window is too small."""

from textual.app import ComposeResult
from textual.screen import Screen

from tui.messages import GoHome
from tui.widgets.keys import Keys
from tui.widgets.too_small import HEIGHT, WIDTH, TooSmall


class Page(Screen[None]):
    """A screen whose subclasses fill the body."""

    HORIZONTAL_BREAKPOINTS = [(0, "-too-narrow"), (WIDTH, "-narrow"), (100, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-too-low"), (HEIGHT, "-low"), (32, "-high")]

    def compose(self) -> ComposeResult:
        """The body between heading and keys."""
        yield from self.compose_body()
        yield Keys()
        yield TooSmall()

    def compose_body(self) -> ComposeResult:
        """What the page is about."""
        raise NotImplementedError

    def action_home(self) -> None:
        """Leave for home."""
        self.post_message(GoHome())
