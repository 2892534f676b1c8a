"""Finds wrong programs that the checks of a `write` item accept."""

from collections.abc import Sequence

from torchquiz.engine.grading.written_checks import asks_for, passes_all
from torchquiz.engine.kinds.write.model import WriteItem
from torchquiz.engine.kinds.write.reference import code_job
from torchquiz.engine.models.answers import Check, Limits
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.mutants.mutant import mutants
from torchquiz.engine.proof.mutants.survivors import doubt_survivors
from torchquiz.engine.sandbox.job import Outcome


def doubt_accepted_mutants(
    context: ItemContext[WriteItem],
    key: str,
    starter: str,
    known: Sequence[str],
    checks: Sequence[Check],
    limits: Limits,
) -> list[Outcome]:
    """Record a doubt about each mutant of the reference solution that passes all checks.

    Only the first variant is tested.

    Args:
        context: the proof.
        key: the reference solution.
        starter: the starting code.
        known: other programs that are tested elsewhere.
        checks: the checks.
        limits: the limits that the code must obey.

    Returns:
        The outcomes of the mutants.
    """
    if not context.is_first_variant:
        return []
    made = mutants(key, known=(starter, *known), starter=starter)
    asks = asks_for(checks)
    jobs = [code_job(context, mutant.code, ("key",), asks) for mutant in made]
    return doubt_survivors(
        context,
        made,
        jobs,
        lambda mutant, outcome: passes_all(checks, limits, mutant.code, outcome),
        "the checks accept",
        "add a check that it fails",
        ("key",),
    )
