"""Proves a drill: first each of its questions, and then the drill as a whole."""

from dataclasses import dataclass, replace

from torchquiz.engine.models.declared_drills import DrillModel
from torchquiz.engine.models.drills import Drill, DrillQuestion
from torchquiz.engine.models.evidence import Doubt
from torchquiz.engine.proof.context import Scope
from torchquiz.engine.proof.result import Proof
from torchquiz.engine.proving.drill_questions import prove_question
from torchquiz.engine.sandbox.pool import Workers


@dataclass(slots=True, kw_only=True)
class DrillProof(Proof):
    """The proof of a drill, which contains the drill unless there was a fault."""

    drill: Drill | None = None
    """The proven drill, or None if it has a fault."""


def prove_drill(model: DrillModel, scope: Scope, workers: Workers) -> DrillProof:
    """Prove a drill with the version of PyTorch that the workers run."""
    proof = DrillProof()
    questions: list[DrillQuestion] = []
    for number, question in enumerate(model.questions):
        within = ("questions", number)
        own = replace(scope, where=(*scope.where, *within))
        template, part = prove_question(question, own, workers)
        part.doubts = [Doubt((*within, *doubt.where), doubt.reason) for doubt in part.doubts]
        proof.add(part)
        questions.append(template)
    if not proof.faults:
        proof.drill = Drill(model.id, model.title, model.seconds, tuple(questions), proof.evidence)
    return proof


def cached_drill_proof(drill: Drill) -> DrillProof:
    """Restore the proof of a drill from the evidence that is stored with it."""
    return DrillProof(
        tally=drill.evidence.tally,
        doubts=list(drill.evidence.unproven),
        is_from_cache=True,
        drill=drill,
    )
