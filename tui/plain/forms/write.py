"""Asks for code, which the learner writes in an editor or types line by line."""

from torchquiz.engine.grading.grade import Entered, Unreadable
from torchquiz.engine.grading.write import requirements
from torchquiz.engine.models.answers import Write
from torchquiz.engine.study.session import Session
from torchquiz.engine.study.workbench import Workbench
from torchquiz.tui.plain import writing
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Hearing
from torchquiz.tui.plain.lines import code_lines


def needs_colon(answer: Write) -> bool:
    """Return True, because code can begin with a name such as `h`."""
    return True


def prompt(answer: Write) -> str:
    """Return the prompt for starting to write."""
    return "Enter to begin writing"


def say(answer: Write, session: Session, dialogue: Dialogue) -> None:
    """Print what the code must do, and the code written so far."""
    dialogue.say("", "Your code must meet these requirements:")
    dialogue.tell(
        *(f"  {number}. {text}" for number, text in enumerate(requirements(answer), start=1))
    )
    dialogue.say("", "Your code so far:", *code_lines(Workbench(session).draft))


def hear(answer: Write, prompt: str, hearing: Hearing) -> Entered | Unreadable:
    """Read the learner's code and save it as a draft."""
    first = hearing.line(f"{prompt}: ")
    code = writing.write_code(hearing.bench.draft, hearing.dialogue, first)
    if isinstance(code, Unreadable):
        return code
    writing.keep(hearing.bench, code, hearing.dialogue)
    return Entered((code,))


def say_key(answer: Write, session: Session, dialogue: Dialogue) -> None:
    """Print nothing, because the reference solution is printed when it is run."""
