"""A note on a question: what goes into it by itself, and a line of the learner's own."""

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from torchquiz.engine.errors import StoreError
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.study import Study
from torchquiz.tui.commands import bindings
from torchquiz.tui.screens.page import Page
from torchquiz.tui.widgets.heading import Heading

SAID = (
    "The note will hold the question with its variant and proof, the versions of torchquiz, Python"
    " and PyTorch, and what you answered. It stays on this computer; send it to whoever wrote the"
    " lesson."
)


class ReportLine(Input):
    """A line for the learner's own words."""

    BINDINGS = bindings("report")


class ReportScreen(Page):
    """One line to type in, over the question that it is about.

    Args:
        study: keeps the note.
        session: its question is what the note is about.
    """

    CSS_PATH = "report.tcss"

    def __init__(self, study: Study, session: Session) -> None:
        super().__init__()
        self._study = study
        self._session = session

    def compose_body(self) -> ComposeResult:
        """Show what is reported, and the line."""
        yield Heading("Report this question", f"{self._session.lesson.id}/{self._session.item.id}")
        yield Static(Content(SAID), classes="said")
        yield Static("What is wrong or unclear? You may leave it empty.", classes="said")
        yield ReportLine(placeholder="in your own words", select_on_focus=False)

    def on_mount(self) -> None:
        """Begin to type."""
        self.query_one(ReportLine).focus(scroll_visible=False)

    def action_write(self) -> None:
        """Write the note and say where it is; if it cannot be written, keep what was typed."""
        try:
            path = self._study.report(self._session, self.query_one(ReportLine).value)
        except StoreError as error:
            self.notify(str(error), severity="error")
            return
        self.app.notify(f"The note is in {path}", title="Thank you", timeout=15)
        self.dismiss()

    def action_close(self) -> None:
        """Go back without a note."""
        self.dismiss()
