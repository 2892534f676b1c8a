"""Writes a proven lesson about a model, and replaces questions whose proofs fail."""

from pathlib import Path

from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.explain.explained import Explained
from torchquiz.engine.explain.lesson import lesson_text
from torchquiz.engine.explain.questions.choose import in_order, wanted
from torchquiz.engine.files import replace_file
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.proving.lesson import prove_lesson
from torchquiz.engine.proving.lesson_proof import LessonProof
from torchquiz.engine.proving.provers import Provers

MOST_ROUNDS = 4
"""The number of times that questions are replaced before the explanation gives up."""


def write_lesson(
    found: Explained,
    path: Path,
    provers: Provers,
    proofs: Proofs | None,
    *,
    copies_code: bool,
) -> LessonProof:
    """Write a lesson about a model to a file, and prove the lesson.

    A question that cannot be proven for this model is replaced by the next best one.

    Raises:
        TorchquizError: no question is left, or the lesson cannot be written.
    """
    left = list(found.questions)
    count = wanted(found.subject)
    for _ in range(MOST_ROUNDS):
        chosen = in_order(found.questions, left[:count])
        if not chosen:
            raise TorchquizError(
                f"{found.target.shown}: there are no questions to ask about this model."
            )
        _write(path, lesson_text(found, chosen, path, copies_code=copies_code))
        proof = prove_lesson(path, str(path), provers, proofs)
        wrong = {fault.item for fault in proof.faults if fault.item} | _unproven(proof)
        if not wrong:
            break
        left = [question for question in left if question.id not in wrong]
    if proof.faults:
        raise TorchquizError(f"no lesson can be made from this model: {proof.faults[0]}")
    return proof


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(path, text.encode(), sync=False)
    except OSError as error:
        raise TorchquizError(f"{path}: cannot be written: {error.strerror}.") from None


def _unproven(proof: LessonProof) -> set[str]:
    """Return the ids of the items that could not be proven completely."""
    return {
        sentence.partition("item '")[2].partition("'")[0]
        for sentence in proof.unproven
        if "item '" in sentence
    }
