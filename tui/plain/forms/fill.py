"""Asks for the code that belongs in one or more blanks."""

from torchquiz.engine.grading.grade import Entered
from torchquiz.engine.models.answers import Fill
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Hearing
from torchquiz.tui.plain.lines import label_text
from torchquiz.tui.plain.typed_texts import TypedTexts


def needs_colon(answer: Fill) -> bool:
    """Return True, because the missing code could be a name such as `h`."""
    return True


def prompt(answer: Fill) -> str:
    """Return a prompt that says how many blanks to fill in."""
    if len(answer.blanks) == 1:
        return "Code for the blank"
    return f"Code for each of {len(answer.blanks)} blanks"


def say(answer: Fill, session: Session, dialogue: Dialogue) -> None:
    """Print nothing, because the blanks are visible in the code."""


def hear(answer: Fill, prompt: str, hearing: Hearing) -> Entered:
    """Ask for the code of each blank."""
    hearing.say(f"{prompt}.")
    texts = TypedTexts(hearing, len(answer.blanks))
    typed = []
    for place, (blank, key) in enumerate(zip(answer.blanks, answer.key, strict=True)):
        typed.append(texts.ask(place, blank, key))
        texts.keep(place, typed[-1])
    return Entered(tuple(typed))


def say_key(answer: Fill, session: Session, dialogue: Dialogue) -> None:
    """Print one of the correct answers."""
    dialogue.say("Right, for instance:")
    for blank, text in zip(answer.blanks, answer.key, strict=True):
        dialogue.say(*label_text(blank, text))
