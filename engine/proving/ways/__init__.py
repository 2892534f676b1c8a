"""How each way to study is proven: one file a way, which takes what was declared and gives what may be shown."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any

from msgspec.structs import replace

from torchquiz.engine.models.authored import WayModel
from torchquiz.engine.models.ways import Way, WayName
from torchquiz.engine.proving.ways import exercises, learn, metrics, project, start, trace, why
from torchquiz.engine.proving.ways.proof import Broken, Stand, WayProof
from torchquiz.engine.proving.ways.trial import Trial
from torchquiz.engine.sandbox.pool import Workers

PROVERS: dict[WayName, Callable[[Trial[Any]], Way]] = {
    "start": start.prove,
    "why": why.prove,
    "learn": learn.prove,
    "trace": trace.prove,
    "try": exercises.prove_try,
    "challenge": exercises.prove_challenge,
    "project": project.prove,
    "metrics": metrics.prove,
}


def prove_way(model: WayModel, stand: Stand, workers: Workers) -> WayProof:
    """Prove a way to study a lesson."""
    proof = WayProof(stand.name)
    with suppress(Broken):
        way = PROVERS[stand.name](Trial(model, stand, workers, proof))
        if not proof.faults:
            proof.way = replace(way, evidence=proof.evidence)
    return proof
