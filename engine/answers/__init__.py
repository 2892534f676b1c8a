"""The forms an answer can take; each reads a response and grades it.

A form belongs to no kind: predict uses choosing and typing, and so can a kind that is yet to come. A new form is one more file,
and one more line here.
"""

from collections.abc import Callable
from typing import Any

from engine.answers import arrange, choose, fill, reveal, table, typed, write
from engine.answers.grade import Grade, Response, RunJob, Unreadable
from engine.models.answers import Answer, Arrange, Choose, Fill, Reveal, Table, Typed, Write

FORMS: dict[type[Any], Callable[[Any, Response, RunJob], Grade | Unreadable]] = {
    Choose: choose.grade,
    Typed: typed.grade,
    Fill: fill.grade,
    Table: table.grade,
    Arrange: arrange.grade,
    Write: write.grade,
    Reveal: reveal.grade,
}


def grade(answer: Answer, response: Response, run: RunJob) -> Grade | Unreadable:
    """Grade a response in the form that its item asks for; `run` reaches the worker, for the forms that need it."""
    return FORMS[type(answer)](answer, response, run)
