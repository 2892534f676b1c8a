"""Answers by writing code: it runs in the worker, and its checks are compared here.

So the code cannot reach what it is compared with.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from torchquiz.engine.grading.form import AnswerForm, DealtOptions
from torchquiz.engine.grading.grade import Checked, Entered, Grade, Response, RunJob, Unreadable
from torchquiz.engine.grading.parts import PreviewPart, code, prose
from torchquiz.engine.models.answers import Check, Near, Write
from torchquiz.engine.models.runs import Run
from torchquiz.engine.variants.parsing import NotPythonError, normal_form
from torchquiz.engine.wording import counted

if TYPE_CHECKING:
    from torchquiz.engine.sandbox.job import Ask, Job, Outcome

PATH = "your code"
"""The learner's code in a traceback; the setup has another name, so that lines are not mixed up."""


class WriteForm(AnswerForm[Write]):
    """Code that the learner writes, with a draft that is kept, run against checks."""

    is_typed = True
    may_need_worker = True
    shows_key_after_mistake = False

    def grade(self, answer: Write, response: Response, run: RunJob) -> Grade | Unreadable:
        """Grade written code by its checks, naming the mistake if the item expected it."""
        if not isinstance(response, Entered) or not _is_complete(response.texts):
            return Unreadable("Write the code first.")
        (written,) = response.texts
        tree = parsed(written)
        if isinstance(tree, Unreadable):
            return tree
        if tree == parsed(answer.starter):
            return Unreadable("This is still the code that you were given; change it first.")
        if tree == parsed(answer.key):
            checks = tuple(Checked(check.says, holds=True) for check in answer.checks)
            return Grade("right", credit=1.0, checks=checks)
        if name := _changed_name(answer, written):
            return Unreadable(
                f"`{name}` is given, and the checks need it as it is; give yours another name."
                " This was not counted."
            )
        near = next((near for near in answer.near if tree == parsed(near.text[0])), None)
        return _grade_outcome(answer, run(job_for(answer, written)), near)

    def not_this(self, grade: Grade, response: Response, options: DealtOptions) -> str:
        """Say how many checks hold, if the code came as far as its checks."""
        if not grade.checks:
            return super().not_this(grade, response, options)
        held = sum(check.holds for check in grade.checks)
        return f"{held} of {counted(len(grade.checks), 'check')} hold."

    def starter(self, answer: Write) -> str:
        """Return the code that the item gives."""
        return answer.starter

    def program_job(self, answer: Write, texts: Sequence[str], path: str = "snippet") -> Job:
        """Return the job that runs the written code after its setup."""
        from torchquiz.engine.grading.programs import plain_job

        return plain_job(answer.program, texts[0], path)

    def preview(self, answer: Write) -> Iterator[PreviewPart]:
        """Yield the starting code, and what the code must do."""
        yield code(answer.starter)
        yield from (prose(f"• {check.says}") for check in answer.checks)


FORM = WriteForm()


def parsed(written: str) -> str | Unreadable:
    """Return the syntax tree as text, which leaves out layout and comments."""
    try:
        return normal_form(written)
    except NotPythonError as error:
        return Unreadable(f"{error.sentence}. Mend it; this was not counted.")


def job_for(answer: Write, written: str) -> Job:
    """Return the job that runs the setup, then the code, and reports what the checks compare."""
    from torchquiz.engine.sandbox.job import Block, Job

    blocks = (Block(answer.program.setup, role="setup"), Block(written, PATH))
    return Job(blocks, tuple(map(_ask, answer.checks)), answer.program.names)


def _ask(check: Check) -> Ask:
    """Return what is asked for a check: a value to compare, or whether it holds."""
    from torchquiz.engine.sandbox.job import Ask

    return Ask(check.condition.left, "value" if check.condition.expected is not None else "goal")


def _is_complete(texts: Sequence[str]) -> bool:
    return len(texts) == 1 and bool(texts[0].strip())


def _changed_name(answer: Write, written: str) -> str:
    from torchquiz.engine.grading.setup_names import changed

    return changed(answer.program.setup, written, answer.key)


def _grade_outcome(answer: Write, outcome: Outcome, near: Near | None) -> Grade:
    from torchquiz.engine.grading.programs import lost_grade

    if outcome.ended == "lost":
        return lost_grade(outcome)
    expected = (near.because, near.misconception, near.belief) if near else None
    if outcome.failure:
        run = Run("", "", "", outcome.output, _failure(outcome), outcome.elapsed_ms)
        return Grade("wrong", 0.0, *(expected or (outcome.note, "", "")), run=run)
    checks = _checked(answer.checks, outcome)
    credit = sum(check.holds for check in checks) / len(checks)
    if credit == 1.0:
        return Grade("right", credit, checks=checks)
    run = Run("", "", "", outcome.output, "", outcome.elapsed_ms)
    return Grade("wrong", credit, *(expected or ("", "", "")), run=run, checks=checks)


def _checked(checks: Sequence[Check], outcome: Outcome) -> tuple[Checked, ...]:
    """Return whether each check holds, and what the code gave instead."""
    from torchquiz.engine.grading.written_checks import check_failure

    results: list[Checked] = []
    for check, actual in zip(checks, outcome.answers, strict=True):
        instead = check_failure(check, actual)
        results.append(Checked(check.says, not instead, instead))
    return tuple(results)


def _failure(outcome: Outcome) -> str:
    return outcome.raised.located_sentence if outcome.raised else outcome.failure
