"""Asks for code, which the learner writes in an editor or types line by line."""

from contextlib import suppress

from torchquiz.engine.errors import StoreError
from torchquiz.engine.grading.grade import Entered, Unreadable
from torchquiz.engine.grading.write import requirements
from torchquiz.engine.models.answers import Write
from torchquiz.engine.study.begun_answer import BegunAnswer
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
    if not first.strip() and writing.opens_editor(hearing.dialogue):
        code = writing.edited(hearing.bench.draft)
    else:
        code = _typed_code(first, hearing)
    if isinstance(code, Unreadable):
        return code
    writing.keep(hearing.bench, code, hearing.dialogue)
    return Entered((code,))


def _typed_code(first: str, hearing: Hearing) -> str:
    """Return code that is typed line by line, or the code so far if no line is typed.

    The lines are kept, so that a learner who leaves can continue after them.
    """
    begun = BegunAnswer(hearing.session)

    def keep(code: str) -> None:
        with suppress(StoreError):  # submitting the code reports that it cannot be saved
            begun.keep(Entered((code,)) if code else None)

    earlier = begun.read()
    before = first if first.strip() else ""
    if not before:
        hearing.say(
            "Type the code, and end it with a line that contains only a dot. "
            "A dot alone submits your code so far."
        )
        if isinstance(earlier, Entered):
            before = "\n".join(earlier.texts)
            hearing.dialogue.say("You have typed these lines already:", *code_lines(before))
    else:
        keep(before)
    code = writing.type_code(hearing.line, before, keep)
    keep("")
    return code or hearing.bench.draft


def say_key(answer: Write, session: Session, dialogue: Dialogue) -> None:
    """Print nothing, because the reference solution is printed when it is run."""
