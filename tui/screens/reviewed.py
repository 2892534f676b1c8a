"""The screen after a review: a summary, and what is still due."""

from textual.app import ComposeResult
from textual.widgets import Static

from torchquiz.engine.study.opening import ReviewedSession
from torchquiz.tui.commands import bindings
from torchquiz.tui.messages import OpenWay
from torchquiz.tui.screens.summary import SummaryScreen


class ReviewedScreen(SummaryScreen):
    """A screen with the summary of a review and the number of items that are still due."""

    CSS_PATH = ["summary.tcss", "reviewed.tcss"]  # noqa: RUF012 - as in Textual
    BINDINGS = bindings("reviewed")

    def __init__(self, end: ReviewedSession) -> None:
        super().__init__(end.session, end.offer)
        self._end = end

    def compose_body(self) -> ComposeResult:
        """Yield the summary and a sentence that says what comes next."""
        yield from super().compose_body()
        yield Static(self._end.following, id="following")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable another review only if more items are due."""
        return self._end.due > 0 if action == "more" else super().check_action(action, parameters)

    def action_more(self) -> None:
        """Start a review of the items that are still due."""
        self.post_message(OpenWay(self.session.opened.lesson, "review"))
