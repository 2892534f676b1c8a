"""The forms of answers, line by line: one module a form, called like the form's tag."""

from importlib import import_module
from typing import Any, Protocol, cast

from torchquiz.engine.grading.grade import Response, Unreadable
from torchquiz.engine.models.answers import Answer
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.hearing import Hearing


class PlainForm(Protocol):
    """What the module of a form offers."""

    def needs_colon(self, answer: Any, /) -> bool:
        """Return whether `h` or `q` could be the answer, so that commands are `:h` and `:q`."""

    def wanted(self, answer: Any, /) -> str:
        """Say in a few words what to type as the answer."""

    def say(self, answer: Any, session: Session, dialogue: Dialogue, /) -> None:
        """Print what belongs below the code."""

    def hear(self, answer: Any, wanted: str, hearing: Hearing, /) -> Response | Unreadable:
        """Ask for the answer; `wanted` lists everything that can be typed now."""

    def say_key(self, answer: Any, session: Session, dialogue: Dialogue, /) -> None:
        """Print the right answer as the learner would have typed it."""


def plain_form(answer: Answer) -> PlainForm:
    """Return the module that asks for answers of this form."""
    tag = answer.__struct_config__.tag
    return cast(PlainForm, import_module(f"torchquiz.tui.plain.forms.{tag}"))
