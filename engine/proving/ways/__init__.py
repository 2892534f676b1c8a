"""Proves the activities of a lesson, such as `start` or `trace`."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from msgspec.structs import replace

from torchquiz.engine.models.authored import WayModel
from torchquiz.engine.models.ways import Way, WayName
from torchquiz.engine.proof.result import ProofStopped
from torchquiz.engine.proof.rules import prove_rules
from torchquiz.engine.proof.way_context import WayContext, WayScope
from torchquiz.engine.proving.ways import exercises, learn, metrics, project, start, trace, why
from torchquiz.engine.proving.ways.way_proof import WayProof
from torchquiz.engine.sandbox.pool import Workers

PROVERS: dict[WayName, Callable[[WayContext[Any]], Way]] = {
    "start": start.prove,
    "why": why.prove,
    "learn": learn.prove,
    "trace": trace.prove,
    "try": exercises.prove_try,
    "challenge": exercises.prove_challenge,
    "project": project.prove,
    "metrics": metrics.prove,
}


def prove_way(name: WayName, model: WayModel, scope: WayScope, workers: Workers) -> WayProof:
    """Prove one activity of a lesson, and return the proof."""
    proof = WayProof(name=name)
    context = WayContext(model=model, scope=scope, workers=workers, proof=proof)
    way: Way | None = None
    with suppress(ProofStopped):
        way = PROVERS[name](context)
    with suppress(ProofStopped):
        prove_rules(context, model.rules, model.texts())
    if way is not None and not proof.faults:
        proof.way = replace(way, evidence=proof.evidence)
    return proof
