"""Asks the learner to type a single value."""

from torchquiz.engine.grading.grade import Entered
from torchquiz.engine.models.answers import Typed
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Hearing
from torchquiz.tui.plain.lines import label_text
from torchquiz.tui.plain.typed_texts import TypedTexts

VALUES = {
    "shape": "A shape such as (1, 3, 32, 32)",
    "tuple": "Values such as (1, 2, 3)",
    "list": "Values such as [1, 2, 3]",
    "int": "A whole number",
    "float": "A number",
    "bool": "True or False",
    "dtype": "A dtype such as torch.float32",
}
"""A description of the answer for each tag whose values cannot be mistaken for a command.

A value with any other tag is text, such as `h`, which could also be a command.
"""


def needs_colon(answer: Typed) -> bool:
    """Return whether the answer is free text, which could be `h` or `q`."""
    return answer.key.tag not in VALUES


def prompt(answer: Typed) -> str:
    """Return a prompt that says what to type, usually with an example."""
    if answer.key.tag == "str":
        return "What it prints"
    return VALUES.get(answer.key.tag, "The value")


def say(answer: Typed, session: Session, dialogue: Dialogue) -> None:
    """Print nothing, because the question itself says what to type."""


def hear(answer: Typed, prompt: str, hearing: Hearing) -> Entered:
    """Ask for the value."""
    return Entered((TypedTexts(hearing, 1).ask(0, prompt, answer.key.text),))


def say_key(answer: Typed, session: Session, dialogue: Dialogue) -> None:
    """Print the right value."""
    dialogue.say(*label_text("Right", answer.key.text))
