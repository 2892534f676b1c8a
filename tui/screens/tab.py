"""What the tabs of a trace have in common."""

from textual.containers import Vertical

from torchquiz.tui.widgets.heading import Heading


class Tab(Vertical):
    """One view of a trace; it stays as it is while another is on the glass."""

    DEFAULT_CSS = """
    Tab { height: 1fr; }
    """

    place: str = ""
    """How far one is in it."""

    def take_keys(self) -> None:
        """Let its keys work: called whenever it comes onto the glass."""
        raise NotImplementedError

    def tell_place(self, place: str) -> None:
        """Say how far one is, now and whenever the tab comes back."""
        self.place = place
        if self.display:
            self.screen.query_one(Heading).show_place(place)
