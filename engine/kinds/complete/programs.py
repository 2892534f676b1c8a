"""Builds and runs the programs of a `complete` item, which have code in place of the blanks."""

from torchquiz.engine.kinds.complete.model import CompleteItem
from torchquiz.engine.models.authored import Code
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Ask, Outcome
from torchquiz.engine.variants.blanks import blanks, filled
from torchquiz.engine.wording import counted
from torchquiz.engine.yaml.positions import Where

Fills = tuple[str, ...]
"""The code that goes into each blank, as the learner sees it."""
WHOLE = "____"
"""A program that consists of a single blank, for items without a snippet."""


def fills_of(context: ItemContext[CompleteItem], codes: list[Code], *where: str | int) -> Fills:
    """Return the code for each blank, as the learner sees it.

    Raises:
        ProofStopped: the number of pieces of code differs from the number of blanks.
    """
    names = blanks(context.snippet or WHOLE)
    if not names:
        remedy = "Write ____ wherever the learner must fill in code."
        raise context.stop("the snippet has no blanks.", remedy, "snippet")
    if len(names) != len(codes):
        has = counted(len(names), "blank")
        message = f"the snippet has {has}, but this field has code for {len(codes)}."
        raise context.stop(message, "Write one piece of code per blank.", *where)
    return tuple(context.with_values(code, *where) for code in codes)


def program(context: ItemContext[CompleteItem], fills: Fills) -> str:
    """Return the snippet with its blanks filled in."""
    snippet = context.snippet or WHOLE
    return filled(snippet, dict(zip(blanks(snippet), fills, strict=True)))


def run_all(
    context: ItemContext[CompleteItem], programs: list[str], goal: str, where: Where
) -> list[Outcome]:
    """Run each program, and evaluate the goal at the end of each."""
    asks = (Ask(goal, "goal"),)
    return context.run([context.code_job(program, *where, asks=asks) for program in programs])
