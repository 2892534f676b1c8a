"""Finds wrong programs that the checks of a `write` item accept."""

from collections.abc import Sequence

from torchquiz.engine.kinds.write.impostors import passes_all
from torchquiz.engine.kinds.write.model import WriteItem
from torchquiz.engine.kinds.write.reference import code_job
from torchquiz.engine.models.answers import Check
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.mutants.mutant import mutants
from torchquiz.engine.proof.mutants.survivors import doubt_survivors
from torchquiz.engine.sandbox.job import Ask, Outcome


def doubt_accepted_mutants(
    context: ItemContext[WriteItem],
    key: str,
    starter: str,
    known: Sequence[str],
    checks: Sequence[Check],
    asks: tuple[Ask, ...],
) -> list[Outcome]:
    """Record a doubt about each mutant of the reference solution that passes all checks.

    Only the first variant is tested.

    Args:
        context: the proof.
        key: the reference solution.
        starter: the starting code.
        known: other programs that are tested elsewhere.
        checks: the checks.
        asks: the expressions that the checks evaluate.

    Returns:
        The outcomes of the mutants.
    """
    if not context.is_first_variant:
        return []
    made = mutants(key, known=(starter, *known), starter=starter)
    jobs = [code_job(context, mutant.code, ("key",), asks) for mutant in made]
    return doubt_survivors(
        context,
        made,
        jobs,
        lambda outcome: passes_all(checks, outcome),
        "the checks accept",
        ("key",),
    )
