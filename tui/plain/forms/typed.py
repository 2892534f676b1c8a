"""Typing one value."""

from torchquiz.engine.grading.grade import Entered
from torchquiz.engine.models.answers import Typed
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Hearing
from torchquiz.tui.plain.lines import labelled

VALUES = {
    "shape": "A shape such as (1, 3, 32, 32)",
    "tuple": "Values such as (1, 2, 3)",
    "list": "Values such as [1, 2, 3]",
    "int": "A whole number",
    "float": "A number",
    "bool": "True or False",
    "dtype": "A dtype such as torch.float32",
}
"""What to type for each tag of value, none of which could be a command.

Everything else is text, which could.
"""


def needs_colon(answer: Typed) -> bool:
    """Return whether any text may be the answer."""
    return answer.key.tag not in VALUES


def wanted(answer: Typed) -> str:
    """Name the type of value, by example."""
    if answer.key.tag == "str":
        return "What it prints"
    return VALUES.get(answer.key.tag, "The value")


def say(answer: Typed, session: Session, dialogue: Dialogue) -> None:
    """Print nothing: the question is complete."""


def hear(answer: Typed, wanted: str, hearing: Hearing) -> Entered:
    """Ask for the value."""
    return Entered((hearing.text(f"{wanted}: ", answer.key.text),))


def say_key(answer: Typed, session: Session, dialogue: Dialogue) -> None:
    """Print the value."""
    dialogue.say(*labelled("Right", answer.key.text))
