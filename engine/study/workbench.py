"""A learner's draft for the current item, and experiments that are neither graded nor saved."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from torchquiz.engine.grading.grade import Entered, Unreadable
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.study.session import Session
from torchquiz.engine.variants.parsing import NotPythonError, parse

if TYPE_CHECKING:
    from torchquiz.engine.sandbox.job import Job, Outcome

PATH = "your code"
LAST = "_"
"""The variable that stores the last expression's value, as in the interactive interpreter."""


class Workbench:
    """The current item's code, which the learner can write, change and run."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def draft(self) -> str:
        """The learner's draft or, if there is none, the starter code.

        The result is an empty string if the item does not ask for code.
        """
        starter = self._starter
        if starter is None:
            return ""
        return self._session.drafts.read(*self._place) or starter

    def keep(self, code: str) -> None:
        """Save the learner's code.

        If the code is identical to the starter code, delete the draft.

        Raises:
            StoreError: the draft cannot be saved.
        """
        if code == self._starter:
            self._session.drafts.drop(*self._place)
        else:
            self._session.drafts.keep(*self._place, code)

    @property
    def can_experiment(self) -> bool:
        """Whether there is code that the learner may change and run.

        In a session without hints, experiments are allowed only when the item is settled.
        """
        session = self._session
        if session.is_over or not self.code:
            return False
        return session.is_settled or session.rules.has_hints

    @property
    def code(self) -> str:
        """The code with which an experiment starts.

        Its blanks are filled in once the correct answer may be shown.
        """
        session, variant = self._session, self._session.variant
        if session.is_key_shown and (program := session.form.key_code(variant.answer)):
            return program
        parts = (variant.snippet.rstrip("\n"), self._written.rstrip("\n"))
        return "\n\n".join(part for part in parts if part)

    def experiment(self, code: str) -> Run | Unreadable:
        """Run the learner's changed code. This method may be called from any thread."""
        job = experiment_job(self._session.variant.setup, code)
        if isinstance(job, Unreadable):
            return job
        return experiment_run(code, self._session.run(job), job.timeout_s)

    @property
    def _starter(self) -> str | None:
        return self._session.form.starter(self._session.variant.answer)

    @property
    def _written(self) -> str:
        """The code of the graded response or, if none has been graded, the learner's draft.

        The result is an empty string if the item does not ask for code.
        """
        response = self._session.response
        if self._starter is None or self._session.grade is None:
            return self.draft
        return response.texts[0] if isinstance(response, Entered) else ""

    @property
    def _place(self) -> tuple[str, str, str]:
        return self._session.lesson.id, self._session.item.id, self._session.variant.name


def experiment_job(setup: str, code: str) -> Job | Unreadable:
    """Return a job that runs the setup and the code, and reports the last expression's value."""
    from torchquiz.engine.sandbox.job import Ask, Block, Job

    try:
        body = parse(code).body
    except NotPythonError as error:
        return Unreadable(f"{error.sentence}.")
    if not body:
        return Unreadable("There is no code to run.")
    is_asked = isinstance(body[-1], ast.Expr)
    named = _named(code, body[-1]) if is_asked else code
    return Job((Block(setup, role="setup"), Block(named, PATH)), (Ask(LAST),) if is_asked else ())


def _named(code: str, last: ast.stmt) -> str:
    """Return the code with the value of its last expression assigned to a variable."""
    lines = code.split("\n")
    line = lines[last.lineno - 1].encode()  # because `col_offset` counts bytes
    before, expression = line[: last.col_offset], line[last.col_offset :]
    lines[last.lineno - 1] = (before + f"{LAST} = ".encode() + expression).decode()
    return "\n".join(lines)


def experiment_run(code: str, outcome: Outcome, timeout_s: float) -> Run | Unreadable:
    """Return an experiment's output, value and error, or the reason why it could not be run.

    Code that was stopped cannot report how long it took, so the time limit `timeout_s` is used.
    """
    if outcome.ended == "lost":
        return Unreadable(f"The code could not be run: {outcome.reason}.")
    output = outcome.output + outcome.warnings
    if outcome.failure:
        elapsed_ms = 1000 * timeout_s if outcome.ended == "timeout" else outcome.elapsed_ms
        return Run(code, "", "", output, _failure(outcome), elapsed_ms)
    value = outcome.answers[0] if outcome.answers else None
    text = value.text if isinstance(value, Value) and value.tag != "NoneType" else ""
    return Run(code, "", text, output, "", outcome.elapsed_ms)


def _failure(outcome: Outcome) -> str:
    raised = outcome.raised
    if raised is None:
        return outcome.failure
    where = " (in the setup)" if raised.role == "setup" else ""
    return " ".join(filter(None, [raised.located_sentence + where, raised.note]))
