"""Proves an item of kind `write`."""

from collections.abc import Iterator

from torchquiz.engine.grading.written_checks import asks_for
from torchquiz.engine.kinds.write.impostors import check_other_right_program
from torchquiz.engine.kinds.write.model import LimitsModel, WriteItem
from torchquiz.engine.kinds.write.mutation import doubt_accepted_mutants
from torchquiz.engine.kinds.write.near_misses import (
    WrongProgram,
    check_asks_for_code,
    check_distinct,
    doubt_idle_checks,
    prove_limits,
    prove_near_miss,
    prove_starter,
)
from torchquiz.engine.kinds.write.programs import listed_programs
from torchquiz.engine.kinds.write.reference import code_job, prove_reference
from torchquiz.engine.models.answers import Limits, Near, Program, Write
from torchquiz.engine.models.authored import joined
from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.yaml.positions import Where

WHOLE = "____"
"""A program that consists of a single blank for the learner's code."""


def prove(context: ItemContext[WriteItem]) -> Variant:
    """Run the reference solution with two seeds, then empty code, starter code and wrong code."""
    key = context.with_values(context.item.key, "key", is_fragment=False)
    programs = listed_programs(context)
    starter, near_misses = programs[0][1], [part for part in programs if _is_wrong(part[0])]
    checks, run = prove_reference(context, key)
    limits = _limits(context.item.limits)
    prove_limits(context, limits, key)
    check_distinct(context, key, starter, near_misses)
    asks = asks_for(checks)
    (nothing,) = context.run([code_job(context, "", (), asks)])
    check_asks_for_code(context, checks, nothing)
    outcomes = context.run([code_job(context, code, where, asks) for where, code in programs])
    prove_starter(context, checks, limits, WrongProgram(*programs[0], outcomes[0]))
    mistakes: list[Near] = []
    for (where, code), outcome in zip(programs, outcomes, strict=True):
        if _is_wrong(where):
            wrong = WrongProgram(where, code, outcome)
            failing = prove_near_miss(context, checks, limits, wrong)
            mistakes += _expected_mistakes(context, wrong, failing)
        elif where[0] == "equally_right":
            check_other_right_program(context, checks, limits, code, outcome, where)
    mutated = doubt_accepted_mutants(context, limits)
    doubt_idle_checks(context, checks, outcomes[: len(near_misses) + 1], mutated)
    setup = joined(context.scope.setup, context.snippet)
    conditions = tuple(check.condition for check in checks)
    program = Program(setup, WHOLE, "", context.names, conditions)
    answer = Write(starter, key, program, tuple(checks), tuple(mistakes), limits)
    return context.variant(answer, run)


def _limits(model: LimitsModel) -> Limits:
    return Limits(
        tuple(map(str, model.only)), tuple(map(str, model.without)), model.statements or 0
    )


def _is_wrong(where: Where) -> bool:
    return where[0] in ("distractors", "near_misses")


def _expected_mistakes(
    context: ItemContext[WriteItem], wrong: WrongProgram, run: Run
) -> Iterator[Near]:
    """Yield a wrong program as an expected mistake, if the author wrote feedback on it."""
    number, code = int(wrong.where[1]), wrong.code
    if wrong.where[0] == "distractors":
        distractor = context.item.distractors[number]
        option = context.wrong_option(distractor, number, code, "code", run)
        yield Near((code,), None, option.because, option.misconception, option.belief, run)
    elif name := context.item.near_misses[number].misconception:
        yield Near((code,), None, "", name, context.scope.misconceptions.get(name, ""), run)
