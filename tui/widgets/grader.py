"""How responses are graded on every page: in a thread, then stored at once, then shown."""

import asyncio

from textual import on
from textual.message import Message
from textual.widget import Widget

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.grading.grade import Grade, Response, Unreadable
from torchquiz.engine.study.session import Session
from torchquiz.tui.widgets.feedback import Feedback
from torchquiz.tui.widgets.question import Question


class Grader(Widget):
    """A widget with a question and its feedback, which has responses graded.

    A subclass says when, and shows the grade. This class comes second among a subclass's bases,
    because Textual reads styles along the first.
    """

    session: Session
    is_grading = False
    """Whether a response is being graded, or its grade is not shown yet."""

    class Graded(Message):
        """A response was graded, and stored if it counts."""

        def __init__(self, response: Response, grade: Grade | Unreadable) -> None:
            super().__init__()
            self.response = response
            self.grade = grade

    @property
    def question(self) -> Question:
        """The current question."""
        return self.query_one(Question)

    @property
    def feedback(self) -> Feedback:
        """The feedback below the answer."""
        return self.query_one(Feedback)

    @property
    def awaits_response(self) -> bool:
        """Whether a response is awaited; only one is graded at a time."""
        return not self.is_grading and self.session.grade is None

    async def show_how_it_went(self, response: Response, grade: Grade) -> None:
        """Show a grade that counts and is stored."""
        raise NotImplementedError

    def show_change(self) -> None:
        """Scroll to the latest feedback, and offer what can be done now."""
        raise NotImplementedError

    def start_grading(self, response: Response) -> None:
        """Grade a response in the background.

        The app owns the work, because a widget's own work ends when its question is left.
        """
        self.is_grading = True
        self.app.run_worker(self._grade_and_store(self.session, response))

    async def _grade_and_store(self, session: Session, response: Response) -> None:
        """Grade in a thread, and store the grade before anything else can happen.

        The event loop gets no turn between the grade's arrival and its storage, so a question
        that is left in that moment loses nothing. Only showing the grade needs the widget.
        """
        try:
            grade = await asyncio.to_thread(session.grade_response, response)
        except TorchquizError as error:
            grade = Grade("uncounted", because=f"{error} This attempt is not counted.")
        if isinstance(grade, Grade) and grade.is_counted:
            session.record(response, grade)
            self.tell_trouble()
        self.post_message(self.Graded(response, grade))

    @on(Graded)
    async def show_graded(self, event: Graded) -> None:
        """Show the grade; a response that cannot be read or counted is asked again."""
        event.stop()
        grade, hints = event.grade, self.session.hints
        if isinstance(grade, Unreadable):
            is_shown = self.question.answering.says(grade.sentence)
            await self.feedback.say("" if is_shown else grade.sentence, hints)
        elif grade.is_counted:
            await self.show_how_it_went(event.response, grade)
        else:
            await self.feedback.say(grade.because, hints)
        self.is_grading = False
        self.show_change()

    def tell_trouble(self) -> None:
        """Warn the learner if something could not be saved."""
        if self.session.trouble:
            self.app.notify(self.session.trouble, title="Not saved yet", severity="warning")
