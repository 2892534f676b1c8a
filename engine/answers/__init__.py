"""The forms an answer can take; each reads a response and grades it.

A form belongs to no kind: predict uses choosing and typing, and so can a kind that is yet to come.
"""

from engine.answers import choose, fill, reveal, typed, write
from engine.answers.grade import Grade, Response, RunJob, Unreadable
from engine.models.answers import Answer, Choose, Reveal, Typed, Write


def grade(answer: Answer, response: Response, run: RunJob) -> Grade | Unreadable:
    """Grade a response in the form that its item asks for; `run` reaches the worker, for the forms that need it."""
    if isinstance(answer, Choose):
        return choose.grade(answer, response, run)
    if isinstance(answer, Typed):
        return typed.grade(answer, response, run)
    if isinstance(answer, Write):
        return write.grade(answer, response, run)
    if isinstance(answer, Reveal):
        return reveal.grade(answer, response, run)
    return fill.grade(answer, response, run)
