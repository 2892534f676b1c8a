"""Runs mutants, and records a doubt about each one that is accepted as correct."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.mutants.mutant import Mutant
from torchquiz.engine.sandbox.job import Job, Outcome
from torchquiz.engine.yaml.positions import Where

TIMEOUT_S = 5.0
"""Time limit in seconds for a mutant, since a mistake may lead to an endless loop."""
LONGEST = 160
"""The maximum length, in characters, of the description of a mutant."""


def doubt_survivors(
    context: ItemContext[Any],
    mutants: Sequence[Mutant],
    jobs: Sequence[Job],
    is_accepted: Callable[[Mutant, Outcome], bool],
    accepts: str,
    remedy: str,
    where: Where,
) -> list[Outcome]:
    """Run mutants, record a doubt about each one that is accepted, and return all outcomes.

    Args:
        context: the proof.
        mutants: the mutants.
        jobs: a job for each mutant.
        is_accepted: a function that returns whether a mutant with a given outcome counts as
            correct.
        accepts: the beginning of the doubt, such as "the checks accept".
        remedy: advice on how to reject a mutant, such as "add a check that it fails".
        where: the field with the correct code.
    """
    outcomes = context.run(
        [replace(job, timeout_s=TIMEOUT_S, purpose="mutants") for job in jobs], *where
    )
    for mutant, outcome in zip(mutants, outcomes, strict=True):
        if not is_accepted(mutant, outcome):
            context.tally.mutants.proven += 1
            continue
        context.tally.mutants.unproven += 1
        reason = (
            f"{accepts} {_shortened(mutant.sentence)}; {remedy}, or list it under"
            " `equally_right` if it is right"
        )
        context.note_doubt(reason, *where, line=mutant.line)
    return outcomes


def _shortened(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST else sentence[: LONGEST - 1] + "…"
