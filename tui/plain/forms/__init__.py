"""The forms of answers, line by line: one module and one line here for each.

A form says what stands under the code (`say`), what can be typed (`wanted`, and whether `h` could be meant as the answer),
hears it (`hear`), and says what would have been right (`say_key`).
"""

from typing import Any, Protocol

from torchquiz.engine.grading.grade import Response, Unreadable
from torchquiz.engine.models.answers import (
    Answer,
    Arrange,
    Choose,
    Fill,
    Reveal,
    Table,
    Typed,
    Write,
)
from torchquiz.engine.study.session import Session
from torchquiz.tui.plain.dialogue import Dialogue
from torchquiz.tui.plain.forms import arrange, choose, fill, reveal, table, typed, write
from torchquiz.tui.plain.hearing import Hearing


class Form(Protocol):
    """One form of answer."""

    def needs_colon(self, answer: Any, /) -> bool:
        """Whether `h` or `q` could be meant as the answer, so that a command must be written `:h` or `:q`."""

    def wanted(self, answer: Any, /) -> str:
        """What is typed as the answer, in a few words."""

    def say(self, session: Session, dialogue: Dialogue, /) -> None:
        """Say what stands under the code."""

    def hear(self, answer: Any, wanted: str, hearing: Hearing, /) -> Response | Unreadable:
        """Ask for the answer; `wanted` is all that can be typed now."""

    def say_key(self, session: Session, dialogue: Dialogue, /) -> None:
        """Say the right answer, as it would have been given."""


FORMS: dict[type[Any], Form] = {
    Choose: choose,
    Typed: typed,
    Fill: fill,
    Table: table,
    Arrange: arrange,
    Write: write,
    Reveal: reveal,
}


def form_of(answer: Answer) -> Form:
    """The form in which an answer is given."""
    return FORMS[type(answer)]
