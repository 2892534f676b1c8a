"""Asks for answers line by line, with one module per answer form, named after its tag."""

from importlib import import_module
from typing import Any, Protocol, cast

from torchquiz.engine.grading.grade import Response, Unreadable
from torchquiz.engine.models.answers import Answer
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Hearing


class PlainForm(Protocol):
    """The functions that the module of each answer form provides."""

    def needs_colon(self, answer: Any, /) -> bool:
        """Return whether an answer could be `h` or `q`, so that commands need a colon."""

    def prompt(self, answer: Any, /) -> str:
        """Return a short phrase that says what to type as the answer."""

    def say(self, answer: Any, session: Session, dialogue: Dialogue, /) -> None:
        """Print whatever is shown below the code, such as the options."""

    def hear(self, answer: Any, prompt: str, hearing: Hearing, /) -> Response | Unreadable:
        """Ask for the answer; `prompt` lists everything that can be typed."""

    def say_key(self, answer: Any, session: Session, dialogue: Dialogue, /) -> None:
        """Print the right answer as the learner would have typed it."""


def plain_form(answer: Answer) -> PlainForm:
    """Return the module that asks for answers of this form."""
    tag = answer.__struct_config__.tag
    return cast(PlainForm, import_module(f"torchquiz.tui.plain.forms.{tag}"))
