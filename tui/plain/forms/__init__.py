"""Asks for answers in plain text.

There is one module per answer form, named after the form's tag.
"""

from importlib import import_module
from typing import Any, Protocol, cast

from torchquiz.engine.grading.grade import Response, Unreadable
from torchquiz.engine.models.answers import Answer
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Hearing


class PlainForm(Protocol):
    """The functions that each module for an answer form provides."""

    def needs_colon(self, answer: Any, /) -> bool:
        """Return whether commands need a colon, because `h` or `q` could be an answer."""

    def prompt(self, answer: Any, /) -> str:
        """Return a short phrase that tells the learner what to type as the answer."""

    def say(self, answer: Any, session: Session, dialogue: Dialogue, /) -> None:
        """Print what is shown below the code, such as the options."""

    def hear(self, answer: Any, prompt: str, hearing: Hearing, /) -> Response | Unreadable:
        """Ask for the answer with a prompt that lists everything the learner can type."""

    def say_key(self, answer: Any, session: Session, dialogue: Dialogue, /) -> None:
        """Print the right answer in the form in which the learner would type it."""


def plain_form(answer: Answer) -> PlainForm:
    """Return the module that asks for this form of answer."""
    tag = answer.__struct_config__.tag
    return cast(PlainForm, import_module(f"torchquiz.tui.plain.forms.{tag}"))
