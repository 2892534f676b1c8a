"""Runs the correct program of an item, to evaluate what the item's texts state about it."""

from collections.abc import Sequence
from typing import Any

from torchquiz.engine.models.answers import Arrange, Write
from torchquiz.engine.models.authored import joined
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Answered, Ask, Block, Job, program
from torchquiz.engine.variants.blanks import PLACE, filled

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


def while_right_program_runs(
    context: ItemContext[Any], evaluator: str, ask: str, seed: int = 0
) -> Answered | None:
    """Return the answer to an expression that runs the correct program itself, step by step.

    Return None if the program does not finish.

    Args:
        context: the proof.
        evaluator: the name of the program that defines the function in the expression.
        ask: the expression.
        seed: the seed of the random numbers.
    """
    job = Job(
        (*context.scope.setups, program("moments"), program(evaluator)),
        (Ask(ask),),
        context.names,
        seed,
        timeout_s=context.timeout_s,
        purpose=PURPOSE,
    )
    (outcome,) = context.run([job])
    return outcome.answers[0] if outcome.answers else None


def right_code(variant: Variant) -> str:
    """Return the correct program, without the setup."""
    code = variant.run.code if variant.run is not None else ""
    if isinstance(variant.answer, Write):
        return joined(variant.snippet, code)
    if isinstance(variant.answer, Arrange):
        lines = variant.answer.codes_in(variant.answer.right[0])
        return filled(variant.answer.program.code, {PLACE: "\n".join(lines)})
    return code or variant.snippet


def described_programs(context: ItemContext[Any], variant: Variant) -> list[str]:
    """Return the programs that the texts of an item describe, each without the setup.

    They are the correct program and, in an item about a bug, the code with the bug as well.
    """
    programs = [right_code(variant)]
    key = getattr(context.item, "key", None)
    if (fix := getattr(key, "fix", None)) is not None:
        programs.append(context.edit_snippet(fix, "key", "fix").code)
    return programs
