"""The base class of the tabs on the trace screen."""

from collections.abc import Awaitable

from textual.containers import Vertical

from torchquiz.tui.widgets.heading import Heading


class Tab(Vertical):
    """A tab of the trace screen, which keeps its state while another tab is shown."""

    DEFAULT_CSS = """
    Tab { height: 1fr; }
    """

    position: str = ""
    """The position within the tab, shown in the heading."""

    def activate(self) -> Awaitable[None] | None:
        """Take the focus and draw the tab; called whenever it is shown."""
        raise NotImplementedError

    def show_position(self, position: str) -> None:
        """Record the position, and update the heading if the tab is visible."""
        self.position = position
        if self.display:
            self.screen.query_one(Heading).show_place(position)
