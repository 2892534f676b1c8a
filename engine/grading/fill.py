"""Answers by typing code for blanks: whatever meets the goal is right, so what is not the key is run."""

from torchquiz.engine.grading.grade import (
    RIGHT,
    Entered,
    Grade,
    Response,
    RunJob,
    Unreadable,
    wrong,
)
from torchquiz.engine.grading.programs import job_for, judged
from torchquiz.engine.models.answers import Fill
from torchquiz.engine.variants.blanks import filled, stays
from torchquiz.engine.variants.parsing import NotPythonError, normal_form

OUTSIDE = "What you fill in must stay within its blank: close only brackets that you open, and begin no other statement. Try again."


def grade(answer: Fill, response: Response, run: RunJob) -> Grade | Unreadable:
    """Grade typed code: by comparing it where that suffices, else by running it against the goal."""
    if not isinstance(response, Entered) or [bool(text.strip()) for text in response.texts] != [
        True
    ] * len(answer.blanks):
        return Unreadable("Fill every blank first.")
    fills = dict(zip(answer.blanks, response.texts, strict=True))
    code = filled(answer.program.code, fills)
    parsed = _parsed(code)
    if isinstance(parsed, Unreadable):
        return parsed
    if parsed == _parsed(_with(answer, answer.key)):
        return RIGHT
    for near in answer.near:
        if parsed == _parsed(_with(answer, near.text)):
            return wrong(near)
    if not stays(answer.program.code, fills, dict(zip(answer.blanks, answer.key, strict=True))):
        return Unreadable(OUTSIDE)
    return judged(run(job_for(answer.program, code)), code, answer.program, "With this")


def _with(answer: Fill, texts: tuple[str, ...]) -> str:
    return filled(answer.program.code, dict(zip(answer.blanks, texts, strict=True)))


def _parsed(code: str) -> str | Unreadable:
    try:
        return normal_form(code)
    except NotPythonError as error:
        return Unreadable(
            f"With this, the code cannot be read as Python: {error.reason}. Try again."
        )
