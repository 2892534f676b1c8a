"""Proves imported coding problems, and leaves out faulty problems and tests."""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from torchquiz.engine.errors import Fault, TorchquizError
from torchquiz.engine.exchange.problem_lesson import problem_lesson_yaml
from torchquiz.engine.exchange.readers.problem_files import Note, signatures
from torchquiz.engine.exchange.readers.problem_folder import STARTER, Problem, ProblemBank
from torchquiz.engine.exchange.slugs import unique_ids
from torchquiz.engine.kinds.write.model import MOST_CHECKS
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.lesson_proof import LessonProof
from torchquiz.engine.proving.provers import Provers

MOST_ROUNDS = 25
"""The number of times that faulty tests and problems are left out before the import gives up."""
FAULTY_STARTER = "the starter code passes all checks"


@dataclass(frozen=True, slots=True)
class ProvenProblems:
    """A lesson made from coding problems, its proof, and notes on what was left out."""

    text: str
    proof: LessonProof
    notes: tuple[Note, ...]


@dataclass(slots=True)
class _Draft:
    """An unfinished lesson: its remaining problems by item id, and notes on omissions."""

    problems: dict[str, Problem]
    notes: list[Note] = field(default_factory=list)


def proven_problems(
    bank: ProblemBank,
    path: Path,
    lesson: str,
    title: str,
    source: str,
    provers: Provers,
    proofs: Proofs | None,
) -> ProvenProblems:
    """Make a lesson from those problems whose solutions and tests run without a fault.

    Args:
        bank: the problems.
        path: the file to which the lesson will be written.
        lesson: the id of the lesson.
        title: the title of the lesson.
        source: the name of the folder that the problems come from.
        provers: the provers that run the code.
        proofs: the cache of proofs.

    Raises:
        TorchquizError: no problem can be imported.
        OSError: the folder of the lesson cannot be written to.
    """
    ids = unique_ids(problem.name for problem in bank.problems)
    draft = _Draft(dict(zip(ids, bank.problems, strict=True)), list(bank.notes))
    _cut_tests(draft)
    for _ in range(MOST_ROUNDS):
        if not draft.problems:
            break
        text = problem_lesson_yaml(draft.problems, lesson, title, source)
        proof = _proof_of(text, path, provers, proofs)
        if not proof.faults:
            return ProvenProblems(text, proof, tuple(draft.notes))
        _leave_out(draft, proof)
    reasons = "\n".join(f"  {note}" for note in draft.notes)
    raise TorchquizError(f"{source}: none of its problems can be imported:\n{reasons}")


def _cut_tests(draft: _Draft) -> None:
    """Add a note for each problem that has more tests than an item may have checks."""
    for problem in draft.problems.values():
        if len(problem.tests) > MOST_CHECKS:
            text = f"only the first {MOST_CHECKS} of {len(problem.tests)} tests are imported."
            draft.notes.append(Note(problem.tests_file, text))


def _proof_of(text: str, path: Path, provers: Provers, proofs: Proofs | None) -> LessonProof:
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix=".", suffix=".yaml") as file:
        file.write(text.encode())
        file.flush()
        return prove_lesson(Path(file.name), path.name, provers, proofs)


def _leave_out(draft: _Draft, proof: LessonProof) -> None:
    """Leave out each faulty problem, or only its faulty test or starter code.

    Raises:
        TorchquizError: a fault is outside all problems.
    """
    done: set[str] = set()
    for fault in proof.faults:
        if fault.item is None or fault.item not in draft.problems:
            raise TorchquizError(f"the lesson made from these problems cannot be loaded: {fault}")
        if fault.item not in done:
            done.add(fault.item)
            _amend(draft, fault.item, fault, _check_number(proof, fault))


def _amend(draft: _Draft, id: str, fault: Fault, check: int | None) -> None:
    problem = draft.problems[id]
    # Only a remedy that compares two outputs helps to understand what is wrong with the problem.
    compared = f" ({fault.remedy})" if "PyTorch:" in fault.remedy else ""
    reason = " ".join(f"{fault.message.rstrip('.')}{compared}.".split())
    if FAULTY_STARTER in fault.message and problem.starter != signatures(problem.solution):
        text = "the starter code passes all tests; the signatures of the solution are used instead."
        draft.notes.append(Note(problem.solution_file.with_name(STARTER), text))
        draft.problems[id] = replace(problem, starter=signatures(problem.solution))
    elif check is not None and len(problem.tests) > 1:
        test = problem.tests[check]
        text = f"test {test.number} is left out: {reason}"
        draft.notes.append(Note(problem.tests_file, text))
        rest = (*problem.tests[:check], *problem.tests[check + 1 :])
        draft.problems[id] = replace(problem, tests=rest)
    else:
        draft.notes.append(Note(problem.solution_file, f"left out: {reason}"))
        del draft.problems[id]


def _check_number(proof: LessonProof, fault: Fault) -> int | None:
    """Return the index of the check that contains a fault, or None if the fault is elsewhere."""
    return next(iter(_check_numbers(proof, fault)), None)


def _check_numbers(proof: LessonProof, fault: Fault) -> Iterator[int]:
    if proof.bank is None:
        return
    for where, spot in proof.bank.source.spots.items():
        is_here = (spot.line, spot.column) == (fault.line, fault.column)
        if is_here and len(where) > 3 and where[2] == "checks":
            yield int(where[3])
