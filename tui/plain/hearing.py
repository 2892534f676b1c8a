"""Reads the learner's answer line by line, and carries out commands among the lines."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Literal

from torchquiz.engine.errors import StoreError
from torchquiz.engine.study.reviews import Memory
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.workbench import Workbench
from torchquiz.tui.plain import writing
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.lines import code_lines

Command = Literal[
    "commands", "hint", "setup", "experiment", "show", "unknown", "skip", "quit", "end", "restart"
]
Report = Callable[[Session, str], Path]
"""Saves a note on the current question and returns the file that contains it."""
REPORT = ":report"
"""The only command that takes an argument."""
REPORTS = f"{REPORT} WORDS to report a problem"
"""The description of the report command in a prompt."""
EXPERIMENT = "e"
"""A command that always needs a colon, because `e` alone could be an option or a name."""
FOR_GOOD: dict[str, Command] = {"end": "end", "restart": "restart"}
"""Commands that always need a colon, because they cannot be taken back."""
END = ":end to end the session for good"
"""The description of a command in a prompt."""
LIST = "?"
"""A command that needs a colon only if the other commands do."""
COMMANDS: dict[str, Command] = {
    LIST: "commands",
    "h": "hint",
    "hint": "hint",
    "setup": "setup",
    EXPERIMENT: "experiment",
    "s": "show",
    "show": "show",
    "n": "unknown",
    "skip": "skip",
    "q": "quit",
    "quit": "quit",
}


class Stopped(Exception):
    """Raised when the learner stops but may continue the session later."""


class Ended(Exception):
    """Raised when the learner ends the session for good."""


class Restarted(Exception):
    """Raised when the learner ends the session for good in order to start a new one."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session


class GivenUp(Exception):
    """Raised when the learner asks for the right answer instead of trying again."""


class NotKnown(Exception):
    """Raised when the learner says that they do not know the answer."""


class Skipped(Exception):
    """Raised when the learner leaves the question for later."""


class Hearing:
    """Reads what the learner types while answering a question, and carries out commands.

    Args:
        session: The session that asks the question.
        dialogue: The conversation with the learner.
        report: Saves a note on the question.
        needs_colon: Whether commands must begin with a colon, because they could be the answer.
        memory: The effect of an answer on the schedule; None if it must not be shown.
        question: The prompt without its list of commands, repeated after each command.
        commands: The descriptions of all commands that the learner can type now.
    """

    def __init__(
        self,
        session: Session,
        dialogue: Dialogue,
        report: Report,
        needs_colon: bool = False,
        memory: Memory | None = None,
        question: str = "",
        commands: Sequence[str] = (),
    ) -> None:
        self.session = session
        self.dialogue = dialogue
        self.bench = Workbench(session)
        self.memory = memory
        self._report = report
        self._needs_colon = needs_colon
        self._question = question
        self._commands = commands

    def say(self, sentence: str) -> None:
        """Print a message of one or more lines."""
        self.dialogue.tell(sentence)

    def experiment(self) -> None:
        """Let the learner change and run the question's code, if it has any."""
        if self.bench.can_experiment:
            writing.experiment(self.bench, self.session.lesson.torch, self.dialogue)
        else:
            self.say("This question has no code to experiment with.")

    def line(self, prompt: str) -> str:
        """Return the next line that is not a command.

        Raises:
            Stopped: The learner stops.
            Ended: The learner ends the session for good.
            Restarted: The learner ends the session in order to start a new one.
            GivenUp: The learner asks for the right answer and is allowed to see it.
            NotKnown: The learner does not know the answer.
            Skipped: The learner leaves the question for later.
            EOFError: The input has ended.
        """
        short = self._question and prompt.startswith(self._question)
        again = f"{self._question}: " if short else prompt
        while True:
            line = self.next_line(prompt)
            prompt = again
            match find_command(line, self._needs_colon):
                case "quit":
                    raise Stopped
                case "end":
                    raise Ended
                case "restart":
                    raise Restarted(self.session)
                case "show":
                    self._give_up()
                case "unknown":
                    self._say_unknown()
                case "skip":
                    self._skip()
                case "commands":
                    say_commands(self._commands, self.dialogue)
                case "hint":
                    self._say_hint()
                case "setup":
                    self._say_setup()
                case "experiment":
                    self.experiment()
                case None:
                    return line

    def next_line(self, prompt: str) -> str:
        """Return the next line that is not a report. Save the reports that come before it."""
        while True:
            line = self.dialogue.ask(prompt)
            remark = report_words(line)
            if remark is None:
                return line
            self._keep_note(remark)

    def _keep_note(self, remark: str) -> None:
        try:
            self.say(f"Your note has been saved in {self._report(self.session, remark)}")
        except StoreError as error:
            self.say(str(error))

    def _give_up(self) -> None:
        if self.session.can_give_up:
            raise GivenUp
        self.say("The right answer is shown once you have answered.")

    def _say_unknown(self) -> None:
        if self.session.can_say_unknown:
            raise NotKnown
        if self.session.form.is_self_graded:
            return self.say("Turn the card over, then rate yourself instead.")
        return self.say("You have tried this question already.")

    def _skip(self) -> None:
        if self.session.can_skip:
            raise Skipped
        reason = "you have tried it" if self.session.tries else "it is the last one"
        self.say(f"This question cannot be skipped, because {reason}.")

    def _say_hint(self) -> None:
        if not self.session.rules.has_hints:
            return self.say("A test has no hints.")
        hint = self.session.open_hint()
        return self.say(f"Hint: {hint}" if hint else "There are no more hints.")

    def _say_setup(self) -> None:
        setup = self.session.variant.setup
        self.dialogue.say(*code_lines(setup) if setup else ("This question has no setup code.",))


def with_commands(question: str, commands: Sequence[str], listing: str, dialogue: Dialogue) -> str:
    """Return a prompt that describes only the commands that the learner has not heard of yet.

    If any are left out, the prompt ends with the command `listing`, which lists all of them.
    """
    new = dialogue.unmentioned(commands)
    rest = [f"{listing} for all commands"] if len(new) < len(commands) else []
    return ", ".join([question, *new, *rest])


def say_commands(commands: Sequence[str], dialogue: Dialogue) -> None:
    """Print the descriptions of all commands that the learner can type now."""
    dialogue.tell(f"You can type {', '.join(commands)}.")


def find_command(line: str, needs_colon: bool) -> Command | None:
    """Return the command that a line contains, or None if the line is an answer."""
    word = line.strip().lower()
    if word.startswith(":"):
        return COMMANDS.get(word[1:]) or FOR_GOOD.get(word[1:])
    return None if needs_colon or word == EXPERIMENT else COMMANDS.get(word)


def report_words(line: str) -> str | None:
    """Return the remark in a line such as `:report REMARK`, or None if there is none."""
    word, _, remark = line.strip().partition(" ")
    return remark.strip() if word.lower() == REPORT else None
