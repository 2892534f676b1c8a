"""Turns an imported quiz into a lesson that loads, and leaves out each question that does not fit.

Every item is checked like that of any other lesson. As an imported item has no code, nothing has to
be run for it.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from operator import attrgetter
from pathlib import Path

from torchquiz.engine.banks.load import Bank, load_bank
from torchquiz.engine.errors import BankError, Fault, TorchquizError
from torchquiz.engine.exchange.lesson_yaml import lesson_yaml
from torchquiz.engine.exchange.readers.imported import (
    ImportedQuestion,
    ImportedQuiz,
    Remark,
    remark,
)
from torchquiz.engine.exchange.slugs import unique_ids
from torchquiz.engine.proof.torch_version import torch_version
from torchquiz.engine.proving.hints import gives_away
from torchquiz.engine.proving.item import prove_item
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.sandbox.job_runner import Layer

MOST_ROUNDS = 3
"""Number of times that faulty items are left out before the import gives up."""


@dataclass(frozen=True, slots=True)
class ImportedLesson:
    """A lesson that loads, and what is lost on the way to it."""

    text: str
    quiz: ImportedQuiz


class _NoCodeWorkers:
    """Replaces the workers: an imported item has no code, so every job succeeds at once."""

    @property
    def layers(self) -> dict[str, Layer]:
        """Nothing confines what is never run."""
        return {}

    def run(self, job: Job) -> Outcome:
        """Return the outcome of an empty program."""
        return Outcome("finished")


@dataclass(slots=True)
class _Draft:
    """The questions that still fit, and remarks on the others."""

    questions: dict[str, ImportedQuestion]
    left_out: list[Remark] = field(default_factory=list)
    changes: list[Remark] = field(default_factory=list)


def imported_lesson(
    quiz: ImportedQuiz, path: Path, lesson: str, title: str, source: str
) -> ImportedLesson:
    """Return the lesson made from a quiz; it loads, and each of its items can be answered.

    Args:
        quiz: the quiz.
        path: where the lesson will be written; its folder may have shared misconceptions.
        lesson: the lesson's id.
        title: the lesson's title.
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
    """Return the part of a quiz that is in its lesson."""
    return replace(
        quiz,
        questions=tuple(draft.questions.values()),
        left_out=tuple(sorted((*quiz.left_out, *draft.left_out), key=attrgetter("line"))),
        changes=tuple(sorted((*quiz.changes, *draft.changes), key=attrgetter("line"))),
    )


def _drop_revealing_hints(draft: _Draft) -> None:
    """Remove the hints that give a key away."""
    for name, question in draft.questions.items():
        hints = tuple(hint for hint in question.hints if not _reveals_key(hint, question))
        if hints != question.hints:
            text = "a hint that gives the answer away is left out."
            draft.changes.append(remark(question.line, question.name, text))
            draft.questions[name] = replace(question, hints=hints)


def _reveals_key(hint: str, question: ImportedQuestion) -> bool:
    return any(gives_away(hint, key.text, question.stem) for key in question.keys)


def _faults_of(text: str, path: Path, lesson: str) -> Iterator[Fault]:
    """Yield what is wrong with the text of a lesson that will be written to a path."""
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
    """Yield faults of the file's form, each with the item on whose lines it is."""
    lines = text.split("\n")
    for fault in faults:
        ids = [line[8:] for line in lines[: fault.line] if line.startswith("  - id: ")]
        yield replace(fault, item=fault.item or (ids[-1].strip("'") if ids else None))


def _leave_out(draft: _Draft, faults: list[Fault]) -> None:
    """Remove each question whose item has a fault.

    Raises:
        TorchquizError: a fault is not in an item.
    """
    for fault in faults:
        if fault.item is None:
            raise TorchquizError(f"the lesson made from this quiz cannot be loaded: {fault}")
        if question := draft.questions.pop(fault.item, None):
            draft.left_out.append(remark(question.line, question.name, fault.message))
    if not draft.questions:
        reasons = "; ".join(map(str, draft.left_out[:5]))
        raise TorchquizError(f"none of its questions can be imported: {reasons}")
