"""Changes a typed `complete` item's correct code, and reports changes that still meet the goal."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import permutations

from torchquiz.engine.kinds.complete.model import CompleteItem, FillCodes
from torchquiz.engine.kinds.complete.programs import WHOLE, Fills, fills_of, program
from torchquiz.engine.proof.goal import meets_goal
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.mutants.mutant import Mutant, mutants
from torchquiz.engine.proof.mutants.survivors import Accepts, Trial, doubt_survivors
from torchquiz.engine.sandbox.job import Ask, Outcome
from torchquiz.engine.variants.blanks import blanks, filled_spans
from torchquiz.engine.yaml.positions import Where

MOST_BLANKS = 3
"""Maximum number of blanks whose code is swapped. More would lead to too many permutations."""


def doubt_accepted_mutants(context: ItemContext[CompleteItem]) -> None:
    """Report each change to the correct code that still meets the goal.

    Only code that a learner types is changed. This is done once, with the first variant.
    """
    if context.is_first_variant:
        doubt_survivors(context, _trial, "the goal accepts", "make the goal stricter", ("key",))


def _trial(context: ItemContext[CompleteItem]) -> Trial:
    """Return the changed programs of one variant.

    Raises:
        ProofStopped: the number of pieces of code differs from the number of blanks.
    """
    key = fills_of(context, context.item.key, "key")
    snippet = context.snippet or WHOLE
    spans = filled_spans(snippet, dict(zip(blanks(snippet), key, strict=True)))
    right = program(context, key)
    others = [program(context, fills) for fills in _known_fills(context)]
    made = [
        # A mutant's line is a line of the whole program, but the field contains only the key.
        replace(mutant, line=None)
        for mutant in mutants(right, known=others, within=spans)
    ]
    made += _swapped(context, key, {right, *others})
    asks = (Ask(context.with_values(context.item.goal, "goal"), "goal"),)
    return Trial(
        context,
        right,
        made,
        asks,
        lambda code: context.code_job(code, "snippet", asks=asks),
        _accepts_like,
    )


def _accepts_like(reference: Outcome) -> Accepts | None:
    """Return a function that accepts every program that meets the goal.

    Return None if the correct code does not meet it.
    """
    return (lambda mutant, outcome: meets_goal(outcome)) if meets_goal(reference) else None


def _known_fills(context: ItemContext[CompleteItem]) -> Sequence[Fills]:
    """Return the code of wrong options, near misses and further correct code."""
    item = context.item
    known: list[tuple[FillCodes, Where]] = [
        (part.code, (field, number, "code"))
        for field in ("distractors", "near_misses")
        for number, part in enumerate(getattr(item, field))
    ]
    known += [(codes, ("equally_right", number)) for number, codes in enumerate(item.equally_right)]
    return [fills_of(context, codes, *where) for codes, where in known]


def _swapped(context: ItemContext[CompleteItem], key: Fills, known: set[str]) -> list[Mutant]:
    """Return programs in which the correct pieces of code are swapped between the blanks."""
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
