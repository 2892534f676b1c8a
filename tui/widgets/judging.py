"""How an answer is judged wherever a question is asked: graded in a thread, stored as soon as there is a grade, then shown."""

from textual import on, work
from textual.widget import Widget

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.grading.grade import Grade, Response, Unreadable
from torchquiz.engine.study.session import Session
from torchquiz.tui.messages import Deliver, Judged
from torchquiz.tui.widgets.feedback import Feedback
from torchquiz.tui.widgets.question import Question


class Judging(Widget):
    """What holds a question and the feedback on it; a subclass says when it judges, and shows how it went.

    It comes second among a subclass's bases, for Textual reads styles along the first.
    """

    session: Session
    is_judging = False
    """Whether a response is being graded."""

    @property
    def question(self) -> Question:
        """The question at hand."""
        return self.query_one(Question)

    @property
    def feedback(self) -> Feedback:
        """What is said of the answer."""
        return self.query_one(Feedback)

    @property
    def can_judge(self) -> bool:
        """Whether a response is awaited; one is judged at a time."""
        return not self.is_judging and self.session.grade is None

    async def show_how_it_went(self, response: Response, grade: Grade) -> None:
        """Show a grade that counts, once it is stored."""
        raise NotImplementedError

    def show_change(self) -> None:
        """Bring what was said last into sight, and offer what can be done about it."""
        raise NotImplementedError

    def have_judged(self, response: Response) -> None:
        """Have a response graded, whoever looks at it then."""
        self.is_judging = True
        self._judge(response)

    @work(thread=True)
    def _judge(self, response: Response) -> None:
        app = self.app
        try:
            grade = self.session.judge(response)
        except TorchquizError as error:
            grade = Grade("uncounted", because=f"{error} This attempt is not counted.")
        app.post_message(Deliver(self, self.session, Judged(response, grade)))

    @on(Judged)
    async def take_grade(self, event: Judged) -> None:
        """Store the attempt and show how it went; what cannot be read or counted is asked again."""
        event.stop()
        self.is_judging = False
        if isinstance(event.grade, Unreadable):
            is_said = self.question.answering.says(event.grade.sentence)
            await self.feedback.say("" if is_said else event.grade.sentence, self.session.hints)
        elif event.grade.verdict == "uncounted":
            await self.feedback.say(event.grade.because, self.session.hints)
        else:
            self.session.record(event.response, event.grade)
            await self.show_how_it_went(event.response, event.grade)
            self.tell_trouble()
        self.show_change()

    def tell_trouble(self) -> None:
        """Say what could not be saved, if anything."""
        if self.session.trouble:
            self.notify(self.session.trouble, title="Not saved yet", severity="warning")
