"""Typing code for one or more blanks."""

from torchquiz.engine.grading.grade import Entered
from torchquiz.engine.models.answers import Fill
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Hearing
from torchquiz.tui.plain.lines import labelled


def needs_colon(answer: Fill) -> bool:
    """Return True: a name such as `h` is code."""
    return True


def wanted(answer: Fill) -> str:
    """Say for how many blanks code is asked."""
    if len(answer.blanks) == 1:
        return "Code for the blank"
    return f"Code for each of {len(answer.blanks)} blanks"


def say(answer: Fill, session: Session, dialogue: Dialogue) -> None:
    """Print nothing: the blanks are in the code."""


def hear(answer: Fill, wanted: str, hearing: Hearing) -> Entered:
    """Ask for each blank."""
    hearing.say(f"{wanted}.")
    blanks = zip(answer.blanks, answer.key, strict=True)
    return Entered(tuple(hearing.text(f"{blank}: ", key) for blank, key in blanks))


def say_key(answer: Fill, session: Session, dialogue: Dialogue) -> None:
    """Print code that meets the goal."""
    dialogue.say("Right, for instance:")
    for blank, text in zip(answer.blanks, answer.key, strict=True):
        dialogue.say(*labelled(blank, text))
