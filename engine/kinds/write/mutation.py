"""Changes the reference solution of a `write` item, and reports changes that pass all checks."""

from collections.abc import Iterator, Sequence
from itertools import islice

from torchquiz.engine.grading.printed import same_output
from torchquiz.engine.grading.written_checks import passes_all
from torchquiz.engine.kinds.write.cases import PlannedCase, planned_cases
from torchquiz.engine.kinds.write.model import CheckModel, WriteItem
from torchquiz.engine.kinds.write.probes import probes_of
from torchquiz.engine.kinds.write.programs import listed_programs
from torchquiz.engine.kinds.write.reference import asks_of_check, code_job
from torchquiz.engine.models.answers import Case, Check, Condition, Limits
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.mutants.equivalence import Same
from torchquiz.engine.proof.mutants.mutant import mutants
from torchquiz.engine.proof.mutants.survivors import Accepts, Trial, doubt_survivors
from torchquiz.engine.sandbox.job import Answered, Ask, Goal, Outcome
from torchquiz.engine.sandbox.values import magnitude, same


def doubt_accepted_mutants(context: ItemContext[WriteItem], limits: Limits) -> list[Outcome]:
    """Report each change to the reference solution that passes all checks.

    This is done once, with the first variant, and covers other variants as well. Return the
    outcomes of the changed programs in the first variant.
    """
    if not context.is_first_variant:
        return []
    return doubt_survivors(
        context,
        lambda variant: _trial(variant, limits),
        "the checks accept",
        "add a check that rejects it",
        ("key",),
    )


def _trial(context: ItemContext[WriteItem], limits: Limits) -> Trial:
    """Return the changed programs of one variant.

    Raises:
        ProofStopped: the values of a check cannot be drawn, or a program does not fit the item.
    """
    key = context.with_values(context.item.key, "key", is_fragment=False)
    programs = [code for _, code in listed_programs(context)]
    made = mutants(key, known=programs, starter=programs[0])
    numbers = range(len(context.item.checks))
    plans = [planned_cases(context, number) for number in numbers]
    asks = tuple(ask for number in numbers for ask in asks_of_check(context, number, plans[number]))
    return Trial(
        context,
        key,
        made,
        asks,
        lambda code: code_job(context, code, ("key",), asks),
        lambda reference: _accepts_like(context.item.checks, plans, asks, limits, reference),
        context.snippet,
        lambda: probes_of(context),
        _same_within(max((model.tolerance or 0.0 for model in context.item.checks), default=0.0)),
    )


def _same_within(tolerance: float) -> Same:
    """Return a function that compares answers like the checks do, with the largest tolerance."""

    def same_answers(ask: Ask, right: Answered, answer: Answered) -> bool:
        assert isinstance(right, Value)
        if not isinstance(answer, Value):
            return False
        if ask.mode == "printed":
            return same_output(str(answer.data), str(right.data), tolerance)
        return same(right, answer, tolerance * (1 + magnitude(right)))

    return same_answers


def _accepts_like(
    models: Sequence[CheckModel],
    plans: Sequence[Sequence[PlannedCase]],
    asks: Sequence[Ask],
    limits: Limits,
    reference: Outcome,
) -> Accepts | None:
    """Return a function that accepts programs with the same results as the reference solution.

    Return None if the reference solution itself fails a check.
    """
    if reference.failure:
        return None
    answers = zip(asks, reference.answers, strict=True)
    checks = [
        _check(model, plan, islice(answers, len(plan) or 1))
        for model, plan in zip(models, plans, strict=True)
    ]
    known = [check for check in checks if check is not None]
    if len(known) < len(checks) or not passes_all(known, Limits(), "", reference):
        return None
    return lambda mutant, outcome: passes_all(known, limits, mutant.code, outcome)


def _check(
    model: CheckModel, plan: Sequence[PlannedCase], answers: Iterator[tuple[Ask, Answered]]
) -> Check | None:
    """Return a check that expects the reference solution's results.

    Return None if results are missing or if a condition was false.
    """
    pairs = list(answers)
    code, tolerance = str(pairs[0][0].code), model.tolerance or 0.0
    values = [answer for _, answer in pairs if isinstance(answer, Value)]
    if plan:
        if len(values) < len(plan) or (model.holds and not all(value.data for value in values)):
            return None
        cases = tuple(
            Case(case.given, (), case.code, value) for case, value in zip(plan, values, strict=True)
        )
        return Check("", Condition(code, code, None), tolerance, cases=cases)
    if isinstance(pairs[0][1], Goal):
        return Check("", Condition(code, code, None), tolerance)
    if not values:
        return None
    return Check("", Condition(code, code, values[0]), tolerance, model.prints is not None)
