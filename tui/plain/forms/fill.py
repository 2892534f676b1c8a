"""Typing code for one or more blanks."""

from torchquiz.engine.grading.grade import Entered
from torchquiz.engine.models.answers import Fill
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Hearing
from torchquiz.tui.plain.lines import labelled


def needs_colon(answer: Fill) -> bool:
    """A name such as `h` is code."""
    return True


def wanted(answer: Fill) -> str:
    """Code, and for how many blanks."""
    return (
        "Code for the blank"
        if len(answer.blanks) == 1
        else f"Code for each of {len(answer.blanks)} blanks"
    )


def say(session: Session, dialogue: Dialogue) -> None:
    """The blanks stand in the code."""


def hear(answer: Fill, wanted: str, hearing: Hearing) -> Entered:
    """Ask for each blank."""
    hearing.say(f"{wanted}.")
    return Entered(
        tuple(
            hearing.text(f"{blank}: ", key)
            for blank, key in zip(answer.blanks, answer.key, strict=True)
        )
    )


def say_key(session: Session, dialogue: Dialogue) -> None:
    """Say code that does it."""
    answer = session.variant.answer
    assert isinstance(answer, Fill)
    dialogue.say("Right, for instance:")
    for blank, text in zip(answer.blanks, answer.key, strict=True):
        dialogue.say(*labelled(blank, text))
