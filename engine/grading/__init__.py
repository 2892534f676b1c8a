"""The forms an answer can take; each reads a response and grades it.

A form belongs to no kind: predict uses choosing and typing, and so can a kind that is yet to come. A new form is one more file,
and one more line here. Its file is loaded when it first grades, for nothing of it is needed to ask.
"""

from importlib import import_module
from typing import Any

from torchquiz.engine.grading.grade import Grade, Response, RunJob, Unreadable
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

FORMS: dict[type[Any], str] = {
    Choose: "choose",
    Typed: "typed",
    Fill: "fill",
    Table: "table",
    Arrange: "arrange",
    Write: "write",
    Reveal: "reveal",
}
"""By what an item asks for: the file whose `grade` reads and grades it."""


def grade(answer: Answer, response: Response, run: RunJob) -> Grade | Unreadable:
    """Grade a response in the form that its item asks for; `run` reaches the worker, for the forms that need it."""
    found: Grade | Unreadable = import_module(
        f"torchquiz.engine.grading.{FORMS[type(answer)]}"
    ).grade(answer, response, run)
    return found
