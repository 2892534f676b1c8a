"""Everything that the engine knows of the forms an answer can take, one file a form.

A form belongs to no kind: predict uses choosing and typing, and so can a kind that is yet to
come. A new form is its data and its line in `torchquiz.engine.models.answers`, and one file here
that is called like its tag. The file is loaded when the form is first asked for, because a screen
needs few of them.
"""

from importlib import import_module
from typing import Any

from torchquiz.engine.grading.form import AnswerForm
from torchquiz.engine.grading.grade import Grade, Response, RunJob, Unreadable
from torchquiz.engine.models.answers import Answer


def form_of(answer: Answer) -> AnswerForm[Any]:
    """Return the form that an answer has."""
    return form_named(str(answer.__struct_config__.tag))


def form_named(tag: str) -> AnswerForm[Any]:
    """Return the form with this tag."""
    form: AnswerForm[Any] = import_module(f"torchquiz.engine.grading.{tag}").FORM
    return form


def grade(answer: Answer, response: Response, run: RunJob) -> Grade | Unreadable:
    """Grade a response; `run` reaches the worker, for the forms that need it."""
    return form_of(answer).grade(answer, response, run)
