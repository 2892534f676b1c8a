"""Grades answers. Each answer form, such as choosing or typing, has a module.

Answer forms are independent of the kinds of items: `predict` uses both choosing and typing, and a
new kind can do so as well. To add a form, define its data in `torchquiz.engine.models.answers` and
add a module here that is named after its tag. A module is imported when its form is first used,
because a screen needs only a few of them.
"""

from importlib import import_module
from typing import Any

from torchquiz.engine.grading.form import AnswerForm
from torchquiz.engine.grading.grade import Grade, Response, RunJob, Unreadable
from torchquiz.engine.models.answers import Answer


def form_of(answer: Answer) -> AnswerForm[Any]:
    """Return the form that grades and shows this answer."""
    return form_named(str(answer.__struct_config__.tag))


def form_named(tag: str) -> AnswerForm[Any]:
    """Return the answer form with this tag."""
    form: AnswerForm[Any] = import_module(f"torchquiz.engine.grading.{tag}").FORM
    return form


def grade(answer: Answer, response: Response, run: RunJob) -> Grade | Unreadable:
    """Grade a response, calling `run` if code has to be run."""
    return form_of(answer).grade(answer, response, run)
