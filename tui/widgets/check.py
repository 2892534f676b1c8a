"""A question embedded in a page of explanations."""

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.message import Message
from textual.widget import Widget

from torchquiz.engine.grading.grade import Grade, Response
from torchquiz.engine.study.session import Session
from torchquiz.tui.widgets.answering import Responded
from torchquiz.tui.widgets.feedback import Feedback
from torchquiz.tui.widgets.grader import Grader
from torchquiz.tui.widgets.question import Question


class StepCheck(VerticalGroup, Grader):
    """The session's current item, shown before the learner is ready to answer it."""

    DEFAULT_CSS = """
    StepCheck Feedback { margin: 1 0; }
    """

    class Changed(Message):
        """A message posted when the question is asked or answered, or its feedback changes."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.is_asked = False

    def compose(self) -> ComposeResult:
        """Yield the question and, below it, the feedback."""
        yield Question(self.session)
        yield Feedback(self.session.hints)

    @property
    def is_settled(self) -> bool:
        """Whether the grade is final and shown."""
        return not self.is_grading and self.session.grade is not None

    @property
    def can_retry(self) -> bool:
        """Whether the answer was wrong and the learner may try again."""
        grade = self.session.grade
        return self.is_settled and grade is not None and not grade.is_right

    def ask(self) -> None:
        """Let the learner answer the question."""
        self.is_asked = True
        self.question.ask()
        self.call_after_refresh(self._show_below, self)

    async def retry(self) -> None:
        """Ask the same question again."""
        self.session.retry()
        await self.feedback.say("", self.session.hints)
        self.ask()

    async def open_hint(self) -> None:
        """Open the next hint."""
        self.session.open_hint()
        await self.feedback.say("", self.session.hints)
        self.tell_trouble()
        self.show_change()

    @on(Responded)
    def grade(self, event: Responded) -> None:
        """Grade a response, unless another one is being graded."""
        event.stop()
        if self.awaits_response:
            self.start_grading(event.response)

    async def show_how_it_went(self, response: Response, grade: Grade) -> None:
        """Show the verdict on the response, the reason for it, and the right answer."""
        self.question.answering.settle(response, grade)
        await self.feedback.show(self.session)

    def show_change(self) -> None:
        """Notify the page of a change, and scroll to the feedback or the answer."""
        self.post_message(self.Changed())
        self.call_after_refresh(self.call_after_refresh, self._show_below, self.question.answering)

    def _show_below(self, instead: Widget) -> None:
        """Scroll to the feedback, or to the given widget if there is no feedback."""
        place = self.feedback if self.feedback.children else instead
        place.scroll_visible(
            animate=False, top=place.outer_size.height > self.screen.size.height - 4
        )
