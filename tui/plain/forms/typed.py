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
"""What is typed for each tag of value; none of these could be a command. Everything else is text, which could."""


def needs_colon(answer: Typed) -> bool:
    """Whether any text may be the answer."""
    return answer.key.tag not in VALUES


def wanted(answer: Typed) -> str:
    """What sort of value, by example."""
    return VALUES.get(answer.key.tag, "What it prints" if answer.key.tag == "str" else "The value")


def say(session: Session, dialogue: Dialogue) -> None:
    """Nothing stands under the code."""


def hear(answer: Typed, wanted: str, hearing: Hearing) -> Entered:
    """Ask for the value."""
    return Entered((hearing.text(f"{wanted}: ", answer.key.text),))


def say_key(session: Session, dialogue: Dialogue) -> None:
    """Say the value."""
    (key,) = session.variant.answer.key_texts
    dialogue.say(*labelled("Right", key))
