"""Reads the lines of an answer; commands among them are carried out at once."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from torchquiz.engine.errors import StoreError
from torchquiz.engine.study.reviews import Memory
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.workbench import Workbench
from torchquiz.tui.plain import writing
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.lines import code_lines

Command = Literal["hint", "setup", "experiment", "show", "quit"]
Report = Callable[[Session, str], Path]
"""Keeps a note on the current question, and returns its file."""
REPORT = ":report"
"""Takes words after it, unlike other commands."""
REPORTS = f"{REPORT} WORDS if it is wrong"
"""Its entry in a prompt."""
EXPERIMENT = "e"
"""Could be an option or a name, so it is a command only after a colon."""
COMMANDS: dict[str, Command] = {
    "h": "hint",
    "hint": "hint",
    "setup": "setup",
    EXPERIMENT: "experiment",
    "s": "show",
    "show": "show",
    "q": "quit",
    "quit": "quit",
}


class Stopped(Exception):
    """The learner wants to stop here and go on another time."""


class GivenUp(Exception):
    """The learner wants to see the right answer instead of trying again."""


class Hearing:
    """A learner before one question.

    Args:
        session: what is asked.
        dialogue: whom it is asked of.
        report: keeps a note on the question.
        needs_colon: whether commands begin with a colon, because they could be the answer.
        memory: what an answer does to the schedule; None where that is not said.
    """

    def __init__(
        self,
        session: Session,
        dialogue: Dialogue,
        report: Report,
        needs_colon: bool = False,
        memory: Memory | None = None,
    ) -> None:
        self.session = session
        self.dialogue = dialogue
        self.bench = Workbench(session)
        self.memory = memory
        self._report = report
        self._needs_colon = needs_colon

    def say(self, sentence: str) -> None:
        """Print something between two lines."""
        self.dialogue.tell(sentence)

    def experiment(self) -> None:
        """Let the learner change the question's code and run it, where there is any."""
        if self.bench.can_experiment:
            writing.experiment(self.bench, self.session.lesson.torch, self.dialogue)
        else:
            self.say("There is no code to experiment with now.")

    def line(self, prompt: str) -> str:
        """Return the next line that is not a command.

        Raises:
            Stopped: the learner stops.
            GivenUp: the learner asks for the right answer, and may.
            EOFError: nobody answers any longer.
        """
        while True:
            line = self.asked(prompt)
            match command(line, self._needs_colon):
                case "quit":
                    raise Stopped
                case "show":
                    self._give_up()
                case "hint":
                    self._say_hint()
                case "setup":
                    self._say_setup()
                case "experiment":
                    self.experiment()
                case None:
                    return line

    def asked(self, prompt: str) -> str:
        """Return the next line that is not a report; write reports down."""
        while True:
            line = self.dialogue.ask(prompt)
            remark = reported(line)
            if remark is None:
                return line
            self._keep_note(remark)

    def text(self, prompt: str, expected: str) -> str:
        """Return one line, or as many as are typed where several are expected."""
        if not has_lines(expected):
            return self.line(prompt)
        self.dialogue.say("As many lines as it takes; an empty line ends them.")
        lines = [self.line(prompt)]
        while lines[-1].strip():
            lines.append(self.line("... "))
        return "\n".join(lines[:-1])

    def _keep_note(self, remark: str) -> None:
        try:
            self.say(f"The note is in {self._report(self.session, remark)}")
        except StoreError as error:
            self.say(str(error))

    def _give_up(self) -> None:
        if self.session.can_give_up:
            raise GivenUp
        self.say("It is shown once you have answered.")

    def _say_hint(self) -> None:
        if not self.session.rules.has_hints:
            return self.say("There are no hints in a test.")
        hint = self.session.open_hint()
        return self.say(f"Hint: {hint}" if hint else "There is no further hint.")

    def _say_setup(self) -> None:
        setup = self.session.variant.setup
        self.dialogue.say(*code_lines(setup) if setup else ("Nothing runs before.",))


def command(line: str, needs_colon: bool) -> Command | None:
    """Return the command in a line; None where it is an answer."""
    word = line.strip().lower()
    if word.startswith(":"):
        return COMMANDS.get(word[1:])
    return None if needs_colon or word == EXPERIMENT else COMMANDS.get(word)


def reported(line: str) -> str | None:
    """Return the words of `:report WORDS`; None where the line is not a report."""
    word, _, remark = line.strip().partition(" ")
    return remark.strip() if word.lower() == REPORT else None


def has_lines(expected: str) -> bool:
    """Return whether an answer is read line by line up to an empty line."""
    return "\n" in expected.strip("\n")
