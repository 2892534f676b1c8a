"""Converts an imported quiz to a valid lesson, and leaves out unsuitable questions.

Every item is checked like the items of any other lesson. Because an imported item has no code,
nothing has to be run for the check.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path

from msgspec import structs

from torchquiz.engine.banks.load import Bank, load_bank
from torchquiz.engine.errors import BankError, Fault, TorchquizError
from torchquiz.engine.exchange.lesson_yaml import lesson_yaml
from torchquiz.engine.exchange.readers.imported import (
    ImportedQuestion,
    ImportedQuiz,
    Remark,
    remark_on,
)
from torchquiz.engine.exchange.slugs import unique_ids
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.hints import gives_away
from torchquiz.engine.proving.item import prove_item
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.job_runner import Layer

MOST_ROUNDS = 3
"""The number of times that faulty items are left out before the import gives up."""


@dataclass(frozen=True, slots=True)
class ImportedLesson:
    """A valid lesson made from a quiz, together with a report of what was left out or changed."""

    text: str
    quiz: ImportedQuiz


class _NoCodeWorkers:
    """A stand-in for workers, for proofs that need none.

    An imported item has no code, so every job succeeds immediately.
    """

    @property
    def layers(self) -> dict[str, Layer]:
        """The sandbox's layers of protection. There are none, because nothing is run."""
        return {}

    def run(self, job: Job) -> Outcome:
        """Return the outcome of an empty program."""
        return Outcome("finished")


@dataclass(slots=True)
class _Draft:
    """An unfinished lesson: its remaining questions, and remarks on changes and omissions."""

    questions: dict[str, ImportedQuestion]
    left_out: list[Remark] = field(default_factory=list)
    changes: list[Remark] = field(default_factory=list)


def imported_lesson(
    quiz: ImportedQuiz, path: Path, lesson: str, title: str, source: str
) -> ImportedLesson:
    """Make a valid lesson from a quiz, in which every item can be answered.

    Args:
        quiz: the quiz.
        path: the file to which the lesson will be written; its folder may contain shared
            misconceptions.
        lesson: the id of the lesson.
        title: the title of the lesson.
        source: the name of the quiz.

    Raises:
        TorchquizError: no lesson can be made from the quiz.
    """
    ids = unique_ids(question.name for question in quiz.questions)
    draft = _Draft(dict(zip(ids, quiz.questions, strict=True)))
    _drop_revealing_hints(draft)
    faults: list[Fault] = []
    for _ in range(MOST_ROUNDS):
        text = lesson_yaml(draft.questions, lesson, title, source)
        faults = list(_faults_of(text, path, lesson))
        if not faults:
            return ImportedLesson(text, _rest_of(quiz, draft))
        _leave_out(draft, faults)
    raise TorchquizError(f"{source}: no lesson can be made from this quiz: {faults[0].message}")


def _rest_of(quiz: ImportedQuiz, draft: _Draft) -> ImportedQuiz:
    """Return the quiz with only those questions that remain in the lesson, and the remarks.

    Changes of questions that were left out are not reported.
    """
    gone = {(remark.file, remark.line, remark.name) for remark in draft.left_out}
    changes = [
        change
        for change in (*quiz.changes, *draft.changes)
        if (change.file, change.line, change.name) not in gone
    ]
    return replace(
        quiz,
        questions=tuple(draft.questions.values()),
        left_out=tuple(sorted((*quiz.left_out, *draft.left_out), key=attrgetter("file", "line"))),
        changes=tuple(sorted(changes, key=attrgetter("file", "line"))),
    )


def _drop_revealing_hints(draft: _Draft) -> None:
    """Remove hints that give the correct answer away."""
    for name, question in draft.questions.items():
        hints = tuple(hint for hint in question.hints if not _reveals_key(hint, question))
        if hints != question.hints:
            text = "one hint was left out, because it gives the answer away."
            draft.changes.append(remark_on(question, text))
            draft.questions[name] = replace(question, hints=hints)


def _reveals_key(hint: str, question: ImportedQuestion) -> bool:
    return any(gives_away(hint, key.text, question.stem) for key in question.keys)


def _faults_of(text: str, path: Path, lesson: str) -> Iterator[Fault]:
    """Yield the faults in the text of a lesson that is going to be written to `path`."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".new") as file:
        file.write(text.encode())
        file.flush()
        try:
            bank = load_bank(Path(file.name), path.name)
        except BankError as error:
            yield from _placed(error.faults, text)
            return
    yield from bank.faults
    yield from _faults_of_items(bank, lesson)


def _faults_of_items(bank: Bank, lesson: str) -> Iterator[Fault]:
    for item, scope in bank.items:
        proof = prove_item(item, scope, lesson, torch_version(), _NoCodeWorkers())
        yield from proof.reported_faults


def _placed(faults: list[Fault], text: str) -> Iterator[Fault]:
    """Yield the faults found while loading a lesson, each with the id of the item that has it."""
    lines = text.split("\n")
    for fault in faults:
        ids = [line[8:] for line in lines[: fault.line] if line.startswith("  - id: ")]
        yield structs.replace(fault, item=fault.item or (ids[-1].strip("'") if ids else None))


def _leave_out(draft: _Draft, faults: list[Fault]) -> None:
    """Remove each question whose item has a fault.

    Raises:
        TorchquizError: a fault is not in any item, or no questions are left.
    """
    for fault in faults:
        if fault.item is None:
            raise TorchquizError(f"the lesson made from this quiz cannot be loaded: {fault}")
        if question := draft.questions.pop(fault.item, None):
            draft.left_out.append(remark_on(question, fault.message))
    if not draft.questions:
        reasons = "; ".join(map(str, draft.left_out[:5]))
        raise TorchquizError(f"none of the quiz's questions can be imported: {reasons}")
