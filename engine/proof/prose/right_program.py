"""Runs the correct program of an item, to evaluate what the item's texts state about it."""

from collections.abc import Sequence
from typing import Any

from torchquiz.engine.models.answers import Write
from torchquiz.engine.models.authored import joined
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Answered, Ask, Block, Job, program

PURPOSE = "prose"


def after_right_program(
    context: ItemContext[Any], variant: Variant, asks: Sequence[str]
) -> Sequence[Answered]:
    """Run the correct program, and return the answers to expressions that `prose.py` evaluates.

    The result is empty if the program does not finish. A program that raises an exception, as in
    an item about errors, does finish: the names that it defined before are available.
    """
    blocks = (*context.scope.setups, program("prose"), Block(right_code(variant)))
    job = Job(
        blocks,
        tuple(map(Ask, asks)),
        context.names,
        timeout_s=context.timeout_s,
        purpose=PURPOSE,
    )
    (outcome,) = context.run([job])
    return outcome.answers


def right_code(variant: Variant) -> str:
    """Return the correct program, without the setup."""
    code = variant.run.code if variant.run is not None else ""
    if isinstance(variant.answer, Write):
        return joined(variant.snippet, code)
    return code or variant.snippet
