"""A question within a page that is read: asked when the learner comes to it, judged in a thread, with its feedback below."""

from dataclasses import dataclass

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalGroup
from textual.message import Message

from engine.answers.grade import Grade, Response, Unreadable
from engine.errors import TorchquizError
from engine.session import Session
from tui.messages import Keep
from tui.widgets.answering import Responded
from tui.widgets.feedback import Feedback
from tui.widgets.question import Question


class Check(VerticalGroup):
    """The item at hand of a session, which is shown before it is asked."""

    DEFAULT_CSS = """
    Check Feedback { margin: 1 0; }
    """

    class Changed(Message):
        """The question was asked, answered, or said something."""

    @dataclass
    class Judged(Message):
        """The engine graded a response."""

        response: Response
        grade: Grade | Unreadable

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.is_asked = False
        self._is_judging = False

    def compose(self) -> ComposeResult:
        """The question over what is said of the answer."""
        yield Question(self.session)
        yield Feedback()

    @property
    def is_settled(self) -> bool:
        """Whether there is an answer that counts."""
        return self.session.grade is not None

    def ask(self) -> None:
        """Take an answer from now on."""
        self.is_asked = True
        self.query_one(Question).answering.ask()
        self.call_after_refresh(self._show_below)

    async def retry(self) -> None:
        """Ask the same question again."""
        self.session.retry()
        await self._feedback.say("", self.session.hints)
        self.ask()

    async def open_hint(self) -> None:
        """Open the next hint."""
        self.session.open_hint()
        await self._feedback.say("", self.session.hints)
        self._changed()

    @property
    def _feedback(self) -> Feedback:
        return self.query_one(Feedback)

    @on(Responded)
    def judge(self, event: Responded) -> None:
        """Have a response graded; one at a time."""
        event.stop()
        if not self._is_judging and not self.is_settled:
            self._is_judging = True
            self._judge(event.response)

    @work(thread=True)
    def _judge(self, response: Response) -> None:
        app = self.app
        try:
            grade = self.session.judge(response)
        except TorchquizError as error:
            grade = Grade("uncounted", because=f"{error} This attempt is not counted.")
        if not self.post_message(self.Judged(response, grade)):
            app.post_message(Keep(self.session, response, grade))

    @on(Judged)
    async def show_grade(self, event: Judged) -> None:
        """Store the attempt and show how it went; what cannot be read or counted is asked again."""
        event.stop()
        self._is_judging = False
        if isinstance(event.grade, Unreadable) or event.grade.verdict == "uncounted":
            said = event.grade.sentence if isinstance(event.grade, Unreadable) else event.grade.because
            await self._feedback.say(said, self.session.hints)
        else:
            self.session.record(event.response, event.grade)
            self.query_one(Question).answering.settle(event.response, event.grade)
            await self._feedback.show(self.session)
            if self.session.trouble:
                self.notify(self.session.trouble, title="Not saved yet", severity="warning")
        self._changed()

    def _changed(self) -> None:
        self.post_message(self.Changed())
        self.call_after_refresh(self.call_after_refresh, self._show_below)

    def _show_below(self) -> None:
        """Bring what was last said into sight, else the whole question."""
        place = self._feedback if self._feedback.children else self
        place.scroll_visible(animate=False, top=place.outer_size.height > self.screen.size.height - 4)
