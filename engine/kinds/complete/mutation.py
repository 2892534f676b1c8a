"""Finds wrong code that the goal of a typed `complete` item accepts."""

from dataclasses import replace
from itertools import permutations

from torchquiz.engine.kinds.complete.model import CompleteItem
from torchquiz.engine.kinds.complete.programs import WHOLE, Fills, program
from torchquiz.engine.proof.goal import meets_goal
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.mutants.mutant import Mutant, mutants
from torchquiz.engine.proof.mutants.survivors import doubt_survivors
from torchquiz.engine.sandbox.job import Ask
from torchquiz.engine.variants.blanks import blanks, filled_spans

MOST_BLANKS = 3
"""Maximum number of blanks whose code is swapped. More would lead to too many permutations."""


def doubt_accepted_mutants(
    context: ItemContext[CompleteItem], goal: str, key: Fills, known: list[Fills]
) -> None:
    """Record a doubt about each mutant of the key that the goal accepts.

    Only the first variant is tested, and only code that a learner types is changed.

    Args:
        context: the proof.
        goal: the expression that must be true.
        key: the correct code for each blank.
        known: other code for the blanks, which is tested elsewhere.
    """
    if not context.is_first_variant:
        return
    snippet = context.snippet or WHOLE
    spans = filled_spans(snippet, dict(zip(blanks(snippet), key, strict=True)))
    right = program(context, key)
    others = [program(context, fills) for fills in known]
    made = [
        # A mutant's line is a line of the whole program, but the field contains only the key.
        replace(mutant, line=None)
        for mutant in mutants(right, known=others, within=spans)
    ]
    made += _swapped(context, key, {right, *others})
    asks = (Ask(goal, "goal"),)
    jobs = [context.code_job(mutant.code, "snippet", asks=asks) for mutant in made]
    doubt_survivors(
        context,
        made,
        jobs,
        lambda mutant, outcome: meets_goal(outcome),
        "the goal accepts",
        "make the goal stricter",
        ("key",),
    )


def _swapped(context: ItemContext[CompleteItem], key: Fills, known: set[str]) -> list[Mutant]:
    """Return the programs in which the correct pieces of code are in the wrong blanks."""
    if not 1 < len(key) <= MOST_BLANKS:
        return []
    made: list[Mutant] = []
    for fills in permutations(key):
        code = program(context, fills)
        if code not in known:
            known.add(code)
            old, new = ", ".join(key), ", ".join(fills)
            made.append(Mutant(code, "swapped code", None, old, new))
    return made
