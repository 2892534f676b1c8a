"""Grades code that the learner types into blanks.

Any code that meets the goal is correct, so code that the item does not list is run.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import structs

from torchquiz.engine.grading.form import AnswerForm, DealtLines
from torchquiz.engine.grading.grade import (
    RIGHT,
    Entered,
    Grade,
    Response,
    RunJob,
    Unreadable,
    wrong,
)
from torchquiz.engine.grading.parts import PreviewPart, prose
from torchquiz.engine.models.answers import Fill
from torchquiz.engine.variants.blanks import filled, fills_stay_inside
from torchquiz.engine.variants.parsing import NotPythonError, normal_form

if TYPE_CHECKING:
    from torchquiz.engine.sandbox.job import Job

OUTSIDE = (
    "Your code must stay within its blank: close only brackets that you open, and do not start a"
    " new statement. Try again."
)


class FillForm(AnswerForm[Fill]):
    """The answer form in which the learner types code into the blanks of a program."""

    is_typed = True
    may_need_worker = True

    def grade(self, answer: Fill, response: Response, run: RunJob) -> Grade | Unreadable:
        """Grade the code in the blanks, running the program if the item does not list that code."""
        if not isinstance(response, Entered) or not _is_complete(answer, response.texts):
            return Unreadable("Fill in every blank first.")
        grade = self._grade_program(answer, response, run)
        if isinstance(grade, Unreadable) or grade.verdict != "wrong":
            return grade
        return structs.replace(grade, cells=_right_blanks(answer, response.texts))

    def _grade_program(self, answer: Fill, response: Entered, run: RunJob) -> Grade | Unreadable:
        code = _program(answer, response.texts)
        tree = _tree(code)
        if isinstance(tree, Unreadable):
            return tree
        if tree == _tree(_program(answer, answer.key)):
            return RIGHT
        for near in answer.near:
            if tree == _tree(_program(answer, near.text)):
                return wrong(near)
        if not fills_stay_inside(
            answer.program.code, _fills(answer, response.texts), _fills(answer, answer.key)
        ):
            return Unreadable(OUTSIDE)
        return _grade_by_running(answer, code, run)

    def shown_code(self, answer: Fill, snippet: str) -> str:
        """Return the program with its blanks left empty."""
        return answer.program.code

    def key_code(self, answer: Fill) -> str:
        """Return the program with the correct code in its blanks."""
        return _program(answer, answer.key)

    def empty_response(self, answer: Fill, lines: DealtLines) -> Entered:
        """Return an empty string for each blank."""
        return Entered(("",) * len(answer.blanks))

    def blank_count(self, answer: Fill) -> int:
        """Return the number of blanks in the program."""
        return len(answer.blanks)

    def program_job(self, answer: Fill, texts: Sequence[str], path: str = "snippet") -> Job:
        """Return a job that runs the program with its blanks filled in."""
        from torchquiz.engine.grading.programs import plain_job

        return plain_job(answer.program, _program(answer, texts), path)

    def preview(self, answer: Fill) -> Iterator[PreviewPart]:
        """Yield a note that the learner types code, since the snippet already shows the blanks."""
        yield prose("The learner types the answer.")


FORM = FillForm()


def _is_complete(answer: Fill, texts: Sequence[str]) -> bool:
    return len(texts) == len(answer.blanks) and all(text.strip() for text in texts)


def _right_blanks(answer: Fill, texts: Sequence[str]) -> tuple[bool, ...]:
    """Return, for each blank, whether the learner's code is the same as the correct code.

    Each blank is compared while all other blanks contain the correct code. Layout and comments do
    not matter.
    """
    right = _tree(_program(answer, answer.key))
    programs = (
        _program(answer, [*answer.key[:place], text, *answer.key[place + 1 :]])
        for place, text in enumerate(texts)
    )
    return tuple(_tree(program) == right for program in programs)


def _fills(answer: Fill, texts: Sequence[str]) -> dict[str, str]:
    return dict(zip(answer.blanks, texts, strict=True))


def _program(answer: Fill, texts: Sequence[str]) -> str:
    return filled(answer.program.code, _fills(answer, texts))


def _tree(code: str) -> str | Unreadable:
    """Return the code's syntax tree as a string that does not depend on layout or comments.

    Return `Unreadable` if the code is not valid Python.
    """
    try:
        return normal_form(code)
    except NotPythonError as error:
        return Unreadable(
            f"With your answer, the code is not valid Python: {error.reason}. Try again."
        )


def _grade_by_running(answer: Fill, code: str, run: RunJob) -> Grade:
    from torchquiz.engine.grading.programs import grade_outcome, job_for

    outcome = run(job_for(answer.program, code))
    return grade_outcome(outcome, code, answer.program, "With your answer")
