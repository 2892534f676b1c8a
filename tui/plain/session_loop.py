"""Leads the learner through a session: prints questions, reads answers and gives feedback."""

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress

from torchquiz.engine.errors import WorkerError
from torchquiz.engine.grading.grade import Grade, Response, Unreadable
from torchquiz.engine.study.reviews import Memory
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.feedback import say_feedback, say_right_answer, say_uncounted
from torchquiz.tui.plain.forms import plain_form
from torchquiz.tui.plain.hearing import (
    END,
    LIST,
    REPORTS,
    Ended,
    GivenUp,
    Hearing,
    NotKnown,
    Report,
    Restarted,
    Skipped,
    Stopped,
    say_commands,
    with_commands,
)
from torchquiz.tui.plain.question import answer_commands, say_question
from torchquiz.tui.plain.ratings import rate_otherwise, say_returns
from torchquiz.tui.words import sessions
from torchquiz.tui.words.proofs import LOOK_S, MORE_IS_CHECKED


class OutOfTime(Exception):
    """Raised when time runs out before the learner answers."""


class SessionLoop:
    """Asks the questions of a session in plain text.

    Args:
        session: The session.
        dialogue: The conversation with the learner.
        warm_up: Starts the worker in the background, before it has to run an answer.
        report: Saves a note on the current question.
        undisturbed: Delays signals while an answer is stored.
        memory: The effect of an answer on the schedule; None if it must not be shown.
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
        self._has_waited = False

    def run(self) -> None:
        """Ask questions until every item is answered or the learner ends the session for good.

        Raises:
            Stopped: The learner stops before the end.
            Restarted: The learner wants to begin again.
            EOFError: The input has ended.
        """
        with suppress(OutOfTime):
            while not self._session.is_over:
                self.ask()

    def ask(self) -> None:
        """Ask the current question, print feedback, and wait until the learner continues.

        Raises:
            Stopped: The learner stops instead of continuing.
            Restarted: The learner wants to begin again.
            EOFError: The input has ended.
        """
        say_question(self._session, self._dialogue)
        if self._session.form.may_need_worker:
            self._warm_up()
        try:
            self._answer_or_give_up()
            self._go_on()
        except Skipped:
            self._skip()
        except Ended:
            with self._undisturbed():
                self._session.end_early()

    def _answer_or_give_up(self) -> None:
        try:
            self._answer()
        except GivenUp:
            self._session.give_up()
            say_right_answer(self._session, self._dialogue)
        except NotKnown:
            if self._session.keep_time():
                raise OutOfTime from None
            with self._undisturbed():
                self._session.record_unknown()
            say_feedback(self._session, self._dialogue)

    def _skip(self) -> None:
        if self._session.keep_time():
            raise OutOfTime
        self._session.skip()
        self._dialogue.tell("Skipped. The question comes back after the others.")

    def _answer(self) -> None:
        """Ask for answers until no tries are left.

        A response that cannot be parsed does not use up a try.
        """
        is_again = False
        while True:
            response = self._response(is_again)
            if self._session.keep_time():
                raise OutOfTime
            grade = response if isinstance(response, Unreadable) else self._grade(response)
            if isinstance(grade, Unreadable):
                self._dialogue.tell(grade.sentence)
                is_again = True
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
            is_again = False
            self._dialogue.tell("", f"Try again; {sessions.what_is_left(self._session)}.")

    def _wait_for_proof(self) -> None:
        """Wait while the next question is being proven, and say so once in a session."""
        if not self._session.must_wait:
            return
        if not self._has_waited:
            self._dialogue.tell("", MORE_IS_CHECKED)
        self._has_waited = True
        while self._session.must_wait:
            time.sleep(LOOK_S)

    def _say_undone(self) -> None:
        trouble = self._session.trouble
        self._dialogue.tell(
            trouble or "Your answer was withdrawn. You will be asked the question again."
        )

    def _grade(self, response: Response) -> Grade | Unreadable:
        try:
            return self._session.grade_response(response)
        except WorkerError as error:
            return Grade("uncounted", because=str(error))

    def _response(self, is_again: bool) -> Response | Unreadable:
        """Ask for the answer.

        If `is_again` is true, use a shorter prompt that lists no commands.
        """
        session, answer = self._session, self._session.variant.answer
        form = plain_form(answer)
        question, needs_colon = form.prompt(answer), form.needs_colon(answer)
        has_setup, has_code = bool(session.variant.setup), self._hearing.bench.can_experiment
        commands = answer_commands(session, has_setup=has_setup, has_code=has_code)
        hearing = Hearing(
            session, self._dialogue, self._report, needs_colon, self._memory, question, commands
        )
        if is_again:
            return form.hear(answer, question, hearing)
        listing = f":{LIST}" if needs_colon else LIST
        prompt = with_commands(question, commands, listing, self._dialogue)
        return form.hear(answer, prompt, hearing)

    def _go_on(self) -> None:
        """Run the commands typed after the feedback, until the learner continues."""
        can_retry = self._session.grade is None or self._session.can_retry
        commands = ["r to try again"] if can_retry else []
        if self._memory and self._memory.scheduled:
            say_returns(self._memory, self._dialogue)
            commands += ["i to see why it is due then", "o to change the rating"]
        if self._session.can_give_up:
            commands += ["s for the solution"]
        if self._hearing.bench.can_experiment:
            commands += [":e to experiment"]
        if self._session.can_undo:
            commands += ["u to undo your answer"]
        commands += [REPORTS, END, "q to stop"]
        prompt = f"\n{with_commands('Enter to go on', commands, LIST, self._dialogue)}: "
        while True:
            line = self._hearing.next_line(prompt).strip().lower()
            wish = line.removeprefix(":")
            prompt = "\nEnter to go on: "
            match wish:
                case "end" if line == ":end":
                    raise Ended
                case "restart" if line == ":restart":
                    raise Restarted(self._session)
                case "":
                    self._wait_for_proof()
                    return self._session.advance()
                case "?":
                    say_commands(commands, self._dialogue)
                case "r" if can_retry:
                    return self._session.retry()
                case "s" if self._session.can_give_up:
                    self._session.give_up()
                    say_right_answer(self._session, self._dialogue)
                case "e":
                    self._hearing.experiment()
                case "u" if self._session.can_undo:
                    with self._undisturbed():
                        self._session.undo()
                    return self._say_undone()
                case "i" if self._memory:
                    self._dialogue.tell(self._memory.why)
                case "o" if self._memory:
                    with self._undisturbed():
                        rate_otherwise(self._memory, self._dialogue)
                case "q" | "quit":
                    raise Stopped
                case _:
                    self._dialogue.tell(f"“{wish}” is not a command here.")


MakeLoop = Callable[[Session], SessionLoop]
"""Creates the loop that runs a session."""
