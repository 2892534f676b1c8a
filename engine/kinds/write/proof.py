"""Proves an item of kind `write`."""

from collections.abc import Iterator

from torchquiz.engine.kinds.write.impostors import check_other_right_programs, whole_program
from torchquiz.engine.kinds.write.model import WriteItem
from torchquiz.engine.kinds.write.mutation import doubt_accepted_mutants
from torchquiz.engine.kinds.write.near_misses import (
    check_asks_for_code,
    check_distinct,
    doubt_idle_checks,
    prove_near_miss,
    prove_starter,
)
from torchquiz.engine.kinds.write.reference import check_asks, code_job, prove_reference
from torchquiz.engine.models.answers import Near, Program, Write
from torchquiz.engine.models.authored import joined
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.yaml.positions import Where

WHOLE = "____"
"""A program that consists of a single blank for the learner's code."""


def prove(context: ItemContext[WriteItem]) -> Variant:
    """Run the reference with two seeds, then empty code, the starting code and wrong programs."""
    key = context.with_values(context.item.key, "key", is_fragment=False)
    programs = _programs(context)
    starter, near_misses = programs[0][1], [part for part in programs if _is_wrong(part[0])]
    checks, run = prove_reference(context, key)
    check_distinct(context, key, starter, near_misses)
    asks = check_asks(context)
    (nothing,) = context.run([code_job(context, "", (), asks)])
    check_asks_for_code(context, checks, nothing)
    outcomes = context.run([code_job(context, code, where, asks) for where, code in programs])
    prove_starter(context, checks, outcomes[0])
    mistakes: list[Near] = []
    for (where, code), outcome in zip(programs, outcomes, strict=True):
        if _is_wrong(where):
            failing = prove_near_miss(context, checks, outcome, where)
            mistakes += _expected_mistakes(context, where, code, failing)
    check_other_right_programs(context, checks, outcomes[len(near_misses) + 1 :])
    others = [code for _, code in programs]
    mutated = doubt_accepted_mutants(context, key, starter, others, checks, asks)
    doubt_idle_checks(context, checks, outcomes[: len(near_misses) + 1], mutated)
    setup = joined(context.scope.setup, context.snippet)
    conditions = tuple(check.condition for check in checks)
    program = Program(setup, WHOLE, "", context.names, conditions)
    return context.variant(Write(starter, key, program, tuple(checks), tuple(mistakes)), run)


def _programs(context: ItemContext[WriteItem]) -> list[tuple[Where, str]]:
    """Return the starting code, the wrong programs and the equally right ones, with their fields.

    Raises:
        ProofStopped: a parameter cannot be replaced, or a change does not fit the reference.
    """
    item = context.item
    programs: list[tuple[Where, str]] = [
        (("starter",), context.with_values(item.starter, "starter", is_fragment=False))
    ]
    for number, distractor in enumerate(item.distractors):
        where: Where = ("distractors", number, "code")
        programs.append((where, context.with_values(distractor.code, *where, is_fragment=False)))
    for number, near_miss in enumerate(item.near_misses):
        where = ("near_misses", number, "code")
        programs.append((where, whole_program(context, near_miss.code, *where)))
    for number, other in enumerate(item.equally_right):
        where = ("equally_right", number)
        programs.append((where, whole_program(context, other, *where)))
    return programs


def _is_wrong(where: Where) -> bool:
    return where[0] in ("distractors", "near_misses")


def _expected_mistakes(
    context: ItemContext[WriteItem], where: Where, code: str, run: Run
) -> Iterator[Near]:
    """Yield a wrong program, unless it has neither a misconception nor an explanation."""
    number = int(where[1])
    if where[0] == "distractors":
        distractor = context.item.distractors[number]
        option = context.wrong_option(distractor, number, code, "code", run)
        yield Near((code,), None, option.because, option.misconception, option.belief, run)
    elif name := context.item.near_misses[number].misconception:
        yield Near((code,), None, "", name, context.scope.misconceptions.get(name, ""), run)
