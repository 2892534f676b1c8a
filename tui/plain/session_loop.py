"""Goes through a session with a learner; the session decides, this asks and says."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress

from torchquiz.engine.errors import WorkerError
from torchquiz.engine.grading.grade import Grade, Response, Unreadable
from torchquiz.engine.study.reviews import Memory
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.feedback import say_feedback, say_uncounted
from torchquiz.tui.plain.forms import plain_form
from torchquiz.tui.plain.hearing import REPORTS, GivenUp, Hearing, Report, Stopped
from torchquiz.tui.plain.question import say_question, wanted
from torchquiz.tui.plain.ratings import rate_otherwise, say_returns
from torchquiz.tui.words import sessions


class OutOfTime(Exception):
    """The session's time was up before there was an answer."""


class SessionLoop:
    """A session, line by line.

    Args:
        session: what is asked.
        dialogue: the learner.
        warm_up: starts the worker without waiting for it, as soon as an answer may have to be run.
        report: keeps a note on the current question.
        undisturbed: lets an answer be stored before a signal ends the process.
        memory: what an answer does to the schedule; None if the learner is not told.
    """

    def __init__(
        self,
        session: Session,
        dialogue: Dialogue,
        warm_up: Callable[[], None],
        report: Report,
        undisturbed: Callable[[], AbstractContextManager[None]],
        memory: Memory | None = None,
    ) -> None:
        self._session = session
        self._dialogue = dialogue
        self._warm_up = warm_up
        self._report = report
        self._undisturbed = undisturbed
        self._memory = memory
        self._hearing = Hearing(session, dialogue, report, memory=memory)

    def run(self) -> None:
        """Ask until every item is answered.

        Raises:
            Stopped: the learner stops before.
            EOFError: nobody answers any longer.
        """
        with suppress(OutOfTime):
            while not self._session.is_over:
                self.ask()

    def ask(self) -> None:
        """Ask the current item once, until the learner goes on.

        Raises:
            Stopped: the learner stops instead.
            EOFError: nobody answers any longer.
        """
        say_question(self._session, self._dialogue)
        if self._session.form.may_need_worker:
            self._warm_up()
        self._answer_or_give_up()
        self._go_on()

    def _answer_or_give_up(self) -> None:
        try:
            self._answer()
        except GivenUp:
            self._session.give_up()
            say_feedback(self._session, self._dialogue)

    def _answer(self) -> None:
        """Ask until nothing is left to try; a response that cannot be read costs no try."""
        while True:
            response = self._response()
            if self._session.keep_time():
                raise OutOfTime
            grade = response if isinstance(response, Unreadable) else self._grade(response)
            if isinstance(grade, Unreadable):
                self._dialogue.tell(grade.sentence)
                continue
            assert not isinstance(response, Unreadable)
            if grade.verdict == "uncounted":
                return say_uncounted(grade, self._dialogue)
            with self._undisturbed():
                self._session.record(response, grade)
            say_feedback(self._session, self._dialogue)
            if self._session.is_settled:
                return None
            self._session.retry()
            self._dialogue.tell("", f"Try again; {sessions.left(self._session)}.")

    def _grade(self, response: Response) -> Grade | Unreadable:
        try:
            return self._session.grade_response(response)
        except WorkerError as error:
            return Grade("uncounted", because=str(error))

    def _response(self) -> Response | Unreadable:
        session, answer = self._session, self._session.variant.answer
        form = plain_form(answer)
        hearing = Hearing(
            session, self._dialogue, self._report, form.needs_colon(answer), self._memory
        )
        has_code = hearing.bench.can_experiment
        return form.hear(
            answer,
            wanted(
                answer, session.has_hint, bool(session.variant.setup), has_code, session.can_give_up
            ),
            hearing,
        )

    def _go_on(self) -> None:
        """Ask for the next step after feedback; the last question leads to the summary."""
        can_retry = self._session.grade is None or self._session.can_retry
        again = "r to try again, " if can_retry else ""
        if self._memory and self._memory.scheduled:
            say_returns(self._memory, self._dialogue)
            again += "i to see why then, o for another rating, "
        if self._session.can_give_up:
            again += "s for the solution, "
        if self._hearing.bench.can_experiment:
            again += ":e to experiment, "
        prompt = f"\nEnter to go on, {again}{REPORTS}, q to stop: "
        while True:
            wish = self._hearing.asked(prompt).strip().lower().removeprefix(":")
            match wish:
                case "":
                    return self._session.advance()
                case "r" if can_retry:
                    return self._session.retry()
                case "s" if self._session.can_give_up:
                    self._session.give_up()
                    say_feedback(self._session, self._dialogue)
                case "e":
                    self._hearing.experiment()
                case "i" if self._memory:
                    self._dialogue.tell(self._memory.why)
                case "o" if self._memory:
                    with self._undisturbed():
                        rate_otherwise(self._memory, self._dialogue)
                case "q" | "quit":
                    raise Stopped


MakeLoop = Callable[[Session], SessionLoop]
"""Makes the loop of a session, with the learner who is there."""
