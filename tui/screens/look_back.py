"""The screen that shows the previous question of a session, with its feedback."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll

from torchquiz.engine.study.session import Session
from torchquiz.tui.commands import bindings
from torchquiz.tui.screens.page import Page
from torchquiz.tui.widgets.feedback import Feedback
from torchquiz.tui.widgets.heading import Heading
from torchquiz.tui.widgets.question import Question
from torchquiz.tui.words.sessions import standing_of


class LookBackScreen(Page):
    """A screen with an answered question and its feedback.

    Args:
        session: a copy of the session, made before it moved on to the next question.
    """

    CSS_PATH = "practice.tcss"
    BINDINGS = bindings("look-back")

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session

    def compose_body(self) -> ComposeResult:
        """Yield the heading, the question and the feedback."""
        session = self._session
        place, state = standing_of(session), session.item.proof_state
        yield Heading(session.lesson.title, "last question", place, state)
        with VerticalScroll(id="content"):
            yield Question(self._session)
            yield Feedback()

    async def on_mount(self) -> None:
        """Show the graded answer, and focus the page so that the arrow keys scroll it."""
        assert self._session.response is not None and self._session.grade is not None
        answering = self.query_one(Question).answering
        answering.ask()
        answering.settle(self._session.response, self._session.grade)
        await self.query_one(Feedback).show(self._session)
        self.query_one("#content").focus(scroll_visible=False)

    def action_close(self) -> None:
        """Return to the current question."""
        self.dismiss()
