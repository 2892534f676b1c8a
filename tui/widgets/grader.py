"""Grades responses in a thread. A grade is saved before it is shown."""

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
    """A mixin for widgets that show a question and its feedback.

    A subclass decides when to grade a response and how to show the grade. It must name this class
    second among its bases, because Textual inherits styles only along the first base.
    """

    session: Session
    is_grading = False
    """Whether a response is being graded or its grade has yet to be shown."""

    class Graded(Message):
        """A message posted when a response has been graded and, if it counts, saved."""

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
        """Whether the next response will be graded. Only one response is graded at a time."""
        return not self.is_grading and self.session.grade is None

    async def show_how_it_went(self, response: Response, grade: Grade) -> None:
        """Show a grade that counts and has already been saved."""
        raise NotImplementedError

    def show_change(self) -> None:
        """Scroll to the latest feedback, and update the available keys."""
        raise NotImplementedError

    def start_grading(self, response: Response) -> None:
        """Grade a response in the background.

        The thread belongs to the app, because Textual cancels a widget's own threads when the
        learner leaves the question.
        """
        self.is_grading = True
        self.app.run_worker(self._grade_and_store(self.session, response))

    async def _grade_and_store(self, session: Session, response: Response) -> None:
        """Grade a response in a thread, and save the grade as soon as it arrives.

        Nothing is awaited between the arrival of the grade and saving it, so no answer is lost if
        the learner leaves at that moment.
        """
        try:
            grade = await asyncio.to_thread(session.grade_response, response)
        except TorchquizError as error:
            grade = Grade("uncounted", because=f"{error} This attempt does not count.")
        if isinstance(grade, Grade) and grade.is_counted:
            session.record(response, grade)
            self.tell_trouble()
        self.post_message(self.Graded(response, grade))

    @on(Graded)
    async def show_graded(self, event: Graded) -> None:
        """Show the grade. Ask again if the response cannot be parsed or does not count."""
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
        """Warn the learner if an answer could not be saved."""
        if self.session.trouble:
            self.app.notify(self.session.trouble, title="Not saved yet", severity="warning")
