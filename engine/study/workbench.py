"""The bench beside a question: the code that a learner is writing, and experiments, which nothing grades, stores or counts."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from torchquiz.engine.grading.grade import Entered, Unreadable
from torchquiz.engine.models.answers import Arrange, Fill, Write
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.study.session import Session
from torchquiz.engine.variants.blanks import PLACE, filled
from torchquiz.engine.variants.parsing import NotPythonError, parse

if TYPE_CHECKING:
    from torchquiz.engine.sandbox.job import Job, Outcome

PATH = "your code"
LAST = "_"
"""The name that the last expression's value gets, as it would in an interactive Python."""


class Workbench:
    """What can be done with the code of the item that a session has at hand."""

    def __init__(self, session: Session) -> None:
        self._session = session

    @property
    def draft(self) -> str:
        """The code that the learner left at an item that asks for code, or what it starts from; empty at any other."""
        answer = self._session.variant.answer
        return (
            (self._session.drafts.read(*self._place) or answer.starter)
            if isinstance(answer, Write)
            else ""
        )

    def keep(self, code: str) -> None:
        """Keep code that is being written, or forget it when it is what the item starts from.

        Raises:
            StoreError: it cannot be kept.
        """
        answer = self._session.variant.answer
        if isinstance(answer, Write) and code == answer.starter:
            self._session.drafts.drop(*self._place)
        else:
            self._session.drafts.keep(*self._place, code)

    @property
    def can_experiment(self) -> bool:
        """Whether there is code to change and run; where no hints are given, only after the answer."""
        session = self._session
        if session.is_over or not self.code:
            return False
        return session.is_settled or session.rules.has_hints

    @property
    def code(self) -> str:
        """The code that an experiment begins with; blanks are filled once the key may be seen."""
        variant = self._session.variant
        answer = variant.answer
        if isinstance(answer, Fill) and self._session.is_key_shown:
            return filled(answer.program.code, dict(zip(answer.blanks, answer.key, strict=True)))
        if isinstance(answer, Arrange) and self._session.is_key_shown:
            return filled(answer.program.code, {PLACE: "\n".join(answer.codes_in(answer.right[0]))})
        written = (
            self._answered
            if isinstance(answer, Write) and self._session.grade is not None
            else self.draft
        )
        return "\n\n".join(
            part for part in (variant.snippet.rstrip("\n"), written.rstrip("\n")) if part
        )

    def experiment(self, code: str) -> Run | Unreadable:
        """Run changed code; may be called from any thread."""
        job = prepared(self._session.variant.setup, code)
        return job if isinstance(job, Unreadable) else told(code, self._session.run(job))

    @property
    def _answered(self) -> str:
        response = self._session.response
        return response.texts[0] if isinstance(response, Entered) else ""

    @property
    def _place(self) -> tuple[str, str, str]:
        return self._session.lesson.id, self._session.item.id, self._session.variant.name


def prepared(setup: str, code: str) -> Job | Unreadable:
    """The job that runs the setup, then the code, and gives the value of its last expression."""
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
    """The code with its last expression named, on the lines where it was."""
    lines = code.split("\n")
    line = lines[last.lineno - 1].encode()
    lines[last.lineno - 1] = (
        line[: last.col_offset] + f"{LAST} = ".encode() + line[last.col_offset :]
    ).decode()
    return "\n".join(lines)


def told(code: str, outcome: Outcome) -> Run | Unreadable:
    """What an experiment came to: its output, the value of its last expression, or what it raised and on which line."""
    if outcome.ended == "lost":
        return Unreadable(f"The code could not be run: {outcome.reason}.")
    output = outcome.output + outcome.warnings
    if outcome.failure:
        return Run(code, "", "", output, _failure(outcome), outcome.elapsed_ms)
    value = outcome.answers[0] if outcome.answers else None
    text = value.text if isinstance(value, Value) and value.tag != "NoneType" else ""
    return Run(code, "", text, output, "", outcome.elapsed_ms)


def _failure(outcome: Outcome) -> str:
    raised = outcome.raised
    if raised is None:
        return outcome.failure
    where = " (in the setup)" if raised.role == "setup" else ""
    return " ".join(filter(None, [raised.located_sentence + where, raised.note]))
