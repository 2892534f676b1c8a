"""Proves an item of kind `write`."""

from torchquiz.engine.kinds.write.model import WriteItem
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

WHOLE = "____"
"""A program that consists of a single blank for the learner's code."""


def prove(context: ItemContext[WriteItem]) -> Variant:
    """Run the reference with two seeds, then empty code, the starting code and the near misses."""
    item = context.item
    key = context.with_values(item.key, "key", is_fragment=False)
    starter = context.with_values(item.starter, "starter", is_fragment=False)
    near_misses = [
        context.with_values(distractor.code, "distractors", number, "code", is_fragment=False)
        for number, distractor in enumerate(item.distractors)
    ]
    checks, run = prove_reference(context, key)
    check_distinct(context, key, starter, near_misses)
    asks = check_asks(context)
    (nothing,) = context.run([code_job(context, "", (), asks)])
    check_asks_for_code(context, checks, nothing)
    jobs = [code_job(context, starter, ("starter",), asks)]
    for number, code in enumerate(near_misses):
        jobs.append(code_job(context, code, ("distractors", number, "code"), asks))
    outcomes = context.run(jobs)
    prove_starter(context, checks, outcomes[0])
    runs = [
        prove_near_miss(context, checks, code, outcome, number)
        for number, (code, outcome) in enumerate(zip(near_misses, outcomes[1:], strict=True))
    ]
    doubt_idle_checks(context, checks, outcomes)
    setup = joined(context.scope.setup, context.snippet)
    conditions = tuple(check.condition for check in checks)
    program = Program(setup, WHOLE, "", context.names, conditions)
    mistakes = tuple(
        _expected_mistake(context, number, code, run)
        for number, (code, run) in enumerate(zip(near_misses, runs, strict=True))
    )
    return context.variant(Write(starter, key, program, tuple(checks), mistakes), run)


def _expected_mistake(context: ItemContext[WriteItem], number: int, code: str, run: Run) -> Near:
    distractor = context.item.distractors[number]
    option = context.wrong_option(distractor, number, code, "code", run)
    return Near((code,), None, option.because, option.misconception, option.belief, run)
