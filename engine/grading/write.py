"""Grades code that the learner writes.

The code runs in the worker. Its results are compared here, where the code cannot influence the
comparison.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from torchquiz.engine.grading.form import AnswerForm, DealtOptions
from torchquiz.engine.grading.grade import Checked, Entered, Grade, Response, RunJob, Unreadable
from torchquiz.engine.grading.parts import PreviewPart, code, prose
from torchquiz.engine.models.answers import Near, Write
from torchquiz.engine.models.runs import Run
from torchquiz.engine.variants.parsing import NotPythonError, normal_form
from torchquiz.engine.wording import counted

if TYPE_CHECKING:
    from torchquiz.engine.sandbox.job import Job, Outcome

PATH = "your code"
"""The name of the learner's code in tracebacks, which distinguishes it from the setup."""


class WriteForm(AnswerForm[Write]):
    """The answer form in which the learner writes code that has to pass checks."""

    is_typed = True
    may_need_worker = True
    shows_key_after_mistake = False

    def grade(self, answer: Write, response: Response, run: RunJob) -> Grade | Unreadable:
        """Grade the learner's code with the item's checks, and recognise expected mistakes."""
        if not isinstance(response, Entered) or not _is_complete(response.texts):
            return Unreadable("Write the code first.")
        (written,) = response.texts
        tree = parsed(written)
        if isinstance(tree, Unreadable):
            return tree
        if tree == parsed(answer.starter):
            return Unreadable("You have not changed the starter code yet.")
        if tree == parsed(answer.key):
            checks = tuple(Checked(text, holds=True) for text in requirements(answer))
            return Grade("right", credit=1.0, checks=checks)
        if name := _changed_name(answer, written):
            return Unreadable(
                f"The checks use `{name}`, so do not redefine it; choose a different name."
                " This attempt does not count."
            )
        near = next((near for near in answer.near if tree == parsed(near.text[0])), None)
        return _grade_outcome(answer, written, run, near)

    def not_this(self, grade: Grade, response: Response, options: DealtOptions) -> str:
        """Return the verdict on wrong code, with the number of checks passed if the code ran."""
        if not grade.checks:
            return super().not_this(grade, response, options)
        passed = sum(check.holds for check in grade.checks)
        return f"{passed} of {counted(len(grade.checks), 'check')} passed."

    def starter(self, answer: Write) -> str:
        """Return the starter code of the item."""
        return answer.starter

    def program_job(self, answer: Write, texts: Sequence[str], path: str = "snippet") -> Job:
        """Return a job that runs the setup and then the learner's code."""
        from torchquiz.engine.grading.programs import plain_job

        return plain_job(answer.program, texts[0], path)

    def preview(self, answer: Write) -> Iterator[PreviewPart]:
        """Yield the starter code, then the requirements for the learner's code."""
        yield code(answer.starter)
        yield from (prose(f"• {text}") for text in requirements(answer))


FORM = WriteForm()


def requirements(answer: Write) -> tuple[str, ...]:
    """Return sentences that say what the code must do and which limits it must respect."""
    from torchquiz.engine.grading.limits import limit_texts

    return (*(check.says for check in answer.checks), *limit_texts(answer.limits))


def parsed(written: str) -> str | Unreadable:
    """Return the code's syntax tree as a string that does not depend on layout or comments.

    Return `Unreadable` if the code is not valid Python.
    """
    try:
        return normal_form(written)
    except NotPythonError as error:
        return Unreadable(
            f"{error.sentence}. Fix it and run it again; this attempt does not count."
        )


def job_for(answer: Write, written: str) -> Job:
    """Return a job that runs the setup and the code, and evaluates the checks' expressions."""
    from torchquiz.engine.grading.written_checks import asks_for
    from torchquiz.engine.sandbox.job import Block, Job

    blocks = (Block(answer.program.setup, role="setup"), Block(written, PATH))
    return Job(blocks, asks_for(answer.checks), answer.program.names)


def _is_complete(texts: Sequence[str]) -> bool:
    return len(texts) == 1 and bool(texts[0].strip())


def _changed_name(answer: Write, written: str) -> str:
    from torchquiz.engine.grading.setup_names import first_changed_name

    return first_changed_name(answer.program.setup, written, answer.key)


def _grade_outcome(answer: Write, written: str, run_job: RunJob, near: Near | None) -> Grade:
    from torchquiz.engine.grading.programs import lost_grade

    outcome = run_job(job_for(answer, written))
    if outcome.ended == "lost":
        return lost_grade(outcome)
    expected = (near.because, near.misconception, near.belief) if near else None
    if outcome.failure:
        run = Run("", "", "", outcome.output, _failure(outcome), outcome.elapsed_ms)
        return Grade("wrong", 0.0, *(expected or (outcome.note, "", "")), run=run)
    checks = _check_results(answer, written, outcome, run_job)
    credit = sum(check.holds for check in checks) / len(checks)
    if credit == 1.0:
        return Grade("right", credit, checks=checks)
    run = Run("", "", "", outcome.output, "", outcome.elapsed_ms)
    return Grade("wrong", credit, *(expected or ("", "", "")), run=run, checks=checks)


def _check_results(
    answer: Write, written: str, outcome: Outcome, run_job: RunJob
) -> tuple[Checked, ...]:
    """Return the results of all checks and limits."""
    from torchquiz.engine.grading.limits import limit_results
    from torchquiz.engine.grading.shrinking import SLOWEST_MS, with_smallest_cases
    from torchquiz.engine.grading.written_checks import check_results
    from torchquiz.engine.sandbox.job import Block

    results = check_results(answer.checks, outcome.answers)
    if outcome.elapsed_ms < SLOWEST_MS:
        results = with_smallest_cases(answer, Block(written, PATH), results, run_job)
    return (*(result.checked for result in results), *limit_results(answer.limits, written))


def _failure(outcome: Outcome) -> str:
    return outcome.raised.located_sentence if outcome.raised else outcome.failure
