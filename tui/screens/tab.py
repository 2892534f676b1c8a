"""The base of the tabs of a trace."""

from textual.containers import Vertical

from torchquiz.tui.widgets.heading import Heading


class Tab(Vertical):
    """One view of a trace, which keeps its state while another tab is shown."""

    DEFAULT_CSS = """
    Tab { height: 1fr; }
    """

    position: str = ""
    """Position within the tab, for the heading."""

    def activate(self) -> None:
        """Take the focus and draw; called whenever the tab is shown."""
        raise NotImplementedError

    def show_position(self, position: str) -> None:
        """Show the position in the heading if the tab is shown, and remember it."""
        self.position = position
        if self.display:
            self.screen.query_one(Heading).show_place(position)
