"""The base class of tabs on the trace screen."""

from collections.abc import Awaitable

from textual.containers import Vertical

from torchquiz.tui.widgets.heading import Heading


class Tab(Vertical):
    """A tab of the trace screen. It keeps its state while a different tab is visible."""

    DEFAULT_CSS = """
    Tab { height: 1fr; }
    """

    position: str = ""
    """The position within the tab, shown in the heading."""

    def activate(self) -> Awaitable[None] | None:
        """Take the focus and draw the tab. This is called whenever the tab becomes visible."""
        raise NotImplementedError

    def show_position(self, position: str) -> None:
        """Store the position within the tab, and show it in the heading if the tab is visible."""
        self.position = position
        if self.display:
            self.screen.query_one(Heading).show_place(position)
