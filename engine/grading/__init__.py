"""Grades answers: one file for each form that an answer can take.

Forms are independent of kinds: `predict` uses both choosing and typing, and a new kind may too. To
add a form, define its data in `torchquiz.engine.models.answers` and add a file here that is named
like its tag. The file is loaded when the form is first used, because a screen needs only a few.
"""

from importlib import import_module
from typing import Any

from torchquiz.engine.grading.form import AnswerForm
from torchquiz.engine.grading.grade import Grade, Response, RunJob, Unreadable
from torchquiz.engine.models.answers import Answer


def form_of(answer: Answer) -> AnswerForm[Any]:
    """Return the form of an answer."""
    return form_named(str(answer.__struct_config__.tag))


def form_named(tag: str) -> AnswerForm[Any]:
    """Return the form with this tag."""
    form: AnswerForm[Any] = import_module(f"torchquiz.engine.grading.{tag}").FORM
    return form


def grade(answer: Answer, response: Response, run: RunJob) -> Grade | Unreadable:
    """Grade a response; `run` runs code in the worker, for the forms that need it."""
    return form_of(answer).grade(answer, response, run)
