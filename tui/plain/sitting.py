"""Goes through a session with a learner, question by question; the session decides, this asks and says."""

from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from pathlib import Path

from engine.answers.grade import Entered, Grade, Rated, Response, Unreadable
from engine.errors import StoreError, WorkerError
from engine.models.answers import Choose, Fill, Reveal, Typed, Write
from engine.session import Session
from engine.workbench import Workbench
from tui import wording
from tui.plain import cards, entry, writing
from tui.plain.dialogue import Dialogue
from tui.plain.feedback import say_feedback, say_uncounted
from tui.plain.question import code_lines, say_question
from tui.plain.reviewed import rate_otherwise, say_returns
from tui.reviewing import Memory


class Stopped(Exception):
    """The learner wants to stop here and go on another time."""


class GivenUp(Exception):
    """The learner wants to see the right answer instead of trying again."""


class OutOfTime(Exception):
    """The session's time was up before there was an answer."""


class Sitting:
    """One session, taken line by line.

    Args:
        session: what is asked.
        dialogue: whom it is asked of.
        warm_up: starts the worker without waiting for it, once a question is up whose answer may have to be run.
        report: keeps a note on the question at hand, and tells where.
        undisturbed: lets an answer be stored before a signal ends the process.
        memory: what an answer does to the schedule; None where that is not said.
    """

    def __init__(
        self,
        session: Session,
        dialogue: Dialogue,
        warm_up: Callable[[], None],
        report: Callable[[Session, str], Path],
        undisturbed: Callable[[], AbstractContextManager[None]],
        memory: Memory | None = None,
    ) -> None:
        self._session = session
        self._dialogue = dialogue
        self._warm_up = warm_up
        self._report = report
        self._undisturbed = undisturbed
        self._memory = memory
        self._bench = Workbench(session)

    def take(self) -> None:
        """Ask until every item is answered.

        Raises:
            Stopped: the learner stops before.
            EOFError: nobody answers any longer.
        """
        with suppress(OutOfTime):
            while not self._session.is_over:
                say_question(self._session, self._dialogue)
                if isinstance(self._session.variant.answer, Fill | Write):
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
        """Ask until nothing is left to try; what cannot be read costs nothing."""
        while True:
            response = self._response()
            if self._session.keep_time():
                raise OutOfTime
            grade = response if isinstance(response, Unreadable) else self._judged(response)
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
            self._dialogue.tell("", f"Try again; {wording.left(self._session)}.")

    def _judged(self, response: Response) -> Grade | Unreadable:
        try:
            return self._session.judge(response)
        except WorkerError as error:
            return Grade("uncounted", because=str(error))

    def _response(self) -> Response | Unreadable:
        session, answer = self._session, self._session.variant.answer
        has_code = self._bench.can_experiment
        wanted = entry.wanted(answer, session.has_hint, bool(session.variant.setup), has_code, session.can_give_up)
        if isinstance(answer, Reveal):
            return self._recalled(answer, wanted)
        if isinstance(answer, Write):
            return self._written(wanted)
        if isinstance(answer, Choose):
            return entry.picked(self._line(f"{wanted}: "), self._session.options, answer.several)
        if isinstance(answer, Fill):
            self._dialogue.say(f"{wanted}.")
            return Entered(tuple(self._text(f"{blank}: ", key) for blank, key in zip(answer.blanks, answer.key, strict=True)))
        assert isinstance(answer, Typed)
        return Entered((self._text(f"{wanted}: ", answer.key.text),))

    def _recalled(self, answer: Reveal, wanted: str) -> Rated | Unreadable:
        """A card is turned once; what cannot be read as a rating is asked again."""
        self._line(f"{wanted}: ")
        cards.say_back(self._session.variant, answer.back, self._session.lesson.torch, self._dialogue)
        if self._memory:
            self._dialogue.say(f"It would come back: {self._memory.would_return}")
        while isinstance(rating := cards.rated(self._line), Unreadable):
            self._dialogue.tell(rating.sentence)
        return rating

    def _written(self, wanted: str) -> Entered | Unreadable:
        first = self._line(f"{wanted}: ")
        code = writing.written(self._bench.draft, self._dialogue, first)
        if isinstance(code, Unreadable):
            return code
        writing.keep(self._bench, code, self._dialogue)
        return Entered((code,))

    def _text(self, prompt: str, expected: str) -> str:
        if not entry.has_lines(expected):
            return self._line(prompt)
        self._dialogue.say("As many lines as it takes; an empty line ends them.")
        lines = [self._line(prompt)]
        while lines[-1].strip():
            lines.append(self._line("... "))
        return "\n".join(lines[:-1])

    def _line(self, prompt: str) -> str:
        """One line that is no command; commands are done on the way."""
        needs_colon = entry.needs_colon(self._session.variant.answer)
        while True:
            line = self._asked(prompt)
            match entry.command(line, needs_colon):
                case "quit":
                    raise Stopped
                case "show":
                    if self._session.can_give_up:
                        raise GivenUp
                    self._dialogue.say("It is shown once you have answered.")
                case "hint":
                    self._say_hint()
                case "setup":
                    self._say_setup()
                case "experiment":
                    self._experiment()
                case None:
                    return line

    def _asked(self, prompt: str) -> str:
        """One line that is no report; a report is written down on the way."""
        while (said := entry.reported(line := self._dialogue.ask(prompt))) is not None:
            try:
                self._dialogue.tell(f"The note is in {self._report(self._session, said)}")
            except StoreError as error:
                self._dialogue.tell(str(error))
        return line

    def _say_hint(self) -> None:
        if not self._session.rules.has_hints:
            return self._dialogue.tell("There are no hints in a test.")
        hint = self._session.open_hint()
        return self._dialogue.tell(f"Hint: {hint}" if hint else "There is no further hint.")

    def _say_setup(self) -> None:
        setup = self._session.variant.setup
        self._dialogue.say(*code_lines(setup) if setup else ("Nothing runs before.",))

    def _experiment(self) -> None:
        if self._bench.can_experiment:
            writing.experiment(self._bench, self._session.lesson.torch, self._dialogue)
        else:
            self._dialogue.tell("There is no code to experiment with now.")

    def _go_on(self) -> None:
        """Ask for the next step after feedback; the last question leads to the summary."""
        can_retry = self._session.grade is None or self._session.can_retry
        again = "r to try again, " if can_retry else ""
        if self._memory and self._memory.card:
            say_returns(self._memory, self._dialogue)
            again += "i to see why then, o for another rating, "
        again += "s for the solution, " * self._session.can_give_up + ":e to experiment, " * self._bench.can_experiment
        while True:
            match self._asked(f"\nEnter to go on, {again}q to stop: ").strip().lower().removeprefix(":"):
                case "":
                    return self._session.advance()
                case "r" if can_retry:
                    return self._session.retry()
                case "s" if self._session.can_give_up:
                    self._session.give_up()
                    say_feedback(self._session, self._dialogue)
                case "e":
                    self._experiment()
                case "i" if self._memory:
                    self._dialogue.tell(self._memory.why)
                case "o" if self._memory:
                    with self._undisturbed():
                        rate_otherwise(self._memory, self._dialogue)
                case "q" | "quit":
                    raise Stopped
