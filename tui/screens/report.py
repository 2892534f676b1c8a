"""The report screen, where learners describe a problem with a question."""

from contextlib import suppress

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from torchquiz.engine.errors import StoreError
from torchquiz.engine.progress.drafts import Drafts
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.study import Study
from torchquiz.tui.commands import bindings
from torchquiz.tui.screens.page import Page
from torchquiz.tui.widgets.heading import Heading

ABOUT_NOTE = (
    "The note contains the question with its variant and proof, the versions of torchquiz, Python"
    " and PyTorch, and your answer. It stays on this computer until you send it to the author of"
    " the lesson."
)


class ReportLine(Input):
    """The input line in which the learner describes the problem."""

    BINDINGS = bindings("report")


class ReportScreen(Page):
    """A screen where the learner can write a note about a question.

    Args:
        study: the object that saves the note.
        session: the session with the question to report.
    """

    CSS_PATH = "report.tcss"

    def __init__(self, study: Study, session: Session) -> None:
        super().__init__()
        self._study = study
        self._session = session
        self._drafts = Drafts(session.drafts.folder, ".txt")
        self._place = session.lesson.id, session.item.id, session.variant.name

    def compose_body(self) -> ComposeResult:
        """Yield the input line and a description of what the note will contain."""
        yield Heading("Report this question", f"{self._session.lesson.id}/{self._session.item.id}")
        yield Static(Content(ABOUT_NOTE), classes="paragraph")
        yield Static("What is wrong or unclear? You can leave this empty.", classes="paragraph")
        begun = self._drafts.read(*self._place)
        yield ReportLine(begun, placeholder="in your own words", select_on_focus=False)

    def on_mount(self) -> None:
        """Focus the input line."""
        self.query_one(ReportLine).focus(scroll_visible=False)

    def action_write(self) -> None:
        """Save the note and show its path. If that fails, keep what the learner typed."""
        try:
            path = self._study.report(self._session, self.query_one(ReportLine).value)
        except StoreError as error:
            self.notify(str(error), severity="error")
            return
        self._drafts.drop(*self._place)
        self.app.notify(f"Saved your note in {path}", title="Thank you")
        self.dismiss()

    @on(Input.Changed)
    def keep(self, event: Input.Changed) -> None:
        """Keep what is typed as a draft. If that fails, submitting the note reports it."""
        with suppress(StoreError):
            if event.value:
                self._drafts.keep(*self._place, event.value)
            else:
                self._drafts.drop(*self._place)

    def action_close(self) -> None:
        """Return to the question. What was typed is there when this screen is opened again."""
        self.dismiss()
