"""Runs the reference solution, which determines what the checks expect."""

from collections.abc import Iterator, Sequence
from itertools import islice

from torchquiz.engine.kinds.write.cases import PlannedCase, all_draws, planned_cases
from torchquiz.engine.kinds.write.expected import (
    require_answers,
    require_both_hold,
    require_output,
    require_same_value,
)
from torchquiz.engine.kinds.write.model import WriteItem
from torchquiz.engine.models.answers import Case, Check, Condition
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Answered, Ask, Goal, Job, Raised
from torchquiz.engine.sandbox.values import elements, is_comparable
from torchquiz.engine.yaml.positions import Where


def prove_reference(context: ItemContext[WriteItem], key: str) -> tuple[list[Check], Run]:
    """Run the reference solution and require that it passes all checks.

    Fill in the computed values in the item's texts.

    Raises:
        ProofStopped: the reference solution fails a check.
    """
    templates = context.templates()
    numbers = range(len(context.item.checks))
    plans = [planned_cases(context, number) for number in numbers]
    asks = [ask for number in numbers for ask in asks_of_check(context, number, plans[number])]
    inputs = [Ask(case.inputs) for plan in plans for case in plan if case.inputs]
    job = code_job(context, key, ("key",), (*asks, *inputs, *templates.asks))
    first, again = context.run_twice(job, len(asks))
    for outcome in (first, again):
        context.require_success(outcome, "the reference solution", "key")
    templates.render(first.answers[len(asks) + len(inputs) :])
    made = iter(first.answers[len(asks) :])
    pairs = zip(first.answers, again.answers, strict=False)
    checks = [_check(context, number, plans[number], pairs, made) for number in numbers]
    context.tally.keys.proven += 1
    return checks, Run(key, "", "", first.output, "", first.elapsed_ms)


def asks_of_check(
    context: ItemContext[WriteItem], number: int, cases: Sequence[PlannedCase]
) -> Iterator[Ask]:
    """Yield the expressions to evaluate for a check."""
    check = context.item.checks[number]
    if cases:
        yield from (Ask(case.code) for case in cases)
    elif check.prints is not None:
        yield Ask(_code(context, number), "printed")
    else:
        yield Ask(_code(context, number), "value" if check.ask is not None else "goal")


def _code(context: ItemContext[WriteItem], number: int) -> str:
    """Return the code of a check, as shown to the learner."""
    check = context.item.checks[number]
    is_fragment = check.prints is None
    return context.with_values(check.code, "checks", number, check.field, is_fragment=is_fragment)


def code_job(context: ItemContext[WriteItem], code: str, where: Where, asks: Sequence[Ask]) -> Job:
    """Return a job that runs the setup, the snippet, and then the given code."""
    blocks = []
    if context.item.snippet:
        blocks.append(context.block(context.snippet, "snippet"))
    if code:
        blocks.append(context.block(code, *where))
    return context.job(*blocks, asks=asks)


def _check(
    context: ItemContext[WriteItem],
    number: int,
    plan: Sequence[PlannedCase],
    pairs: Iterator[tuple[Answered, Answered]],
    made: Iterator[Answered],
) -> Check:
    """Return a check with its expected value, which must not depend on the seed.

    Args:
        context: the proof.
        number: the number of the check.
        plan: the drawn test cases of the check, if it has any.
        pairs: the answers from both runs, from which those to this check are taken.
        made: the inputs of all test cases, from which those of this check are taken.

    Raises:
        ProofStopped: the reference solution fails the check, or its value cannot be compared.
    """
    model = context.item.checks[number]
    where: Where = ("checks", number, model.field)
    code = _code(context, number)
    says, tolerance = context.text("checks", number, "says"), model.tolerance or 0.0
    if plan:
        own = zip(plan, islice(pairs, len(plan)), strict=True)
        cases = tuple(_case(context, number, case, pair, made) for case, pair in own)
        condition, drawn = Condition(code, code, None), all_draws(context, number)
        return Check(says, condition, tolerance, cases=cases, drawn=drawn)
    first, again = next(pairs)
    require_answers(context, (first, again), f"`{model.field}`", where)
    expected = None
    if isinstance(first, Goal) and isinstance(again, Goal):
        require_both_hold(context, first, again, code, where)
    else:
        assert isinstance(first, Value) and isinstance(again, Value)
        is_printed = model.prints is not None
        require_same_value(context, first, again, model.tolerance, where, is_printed=is_printed)
        expected = first
    if model.prints is not None:
        require_output(context, first, model, where)
    return Check(says, Condition(code, code, expected), tolerance, model.prints is not None)


def _case(
    context: ItemContext[WriteItem],
    number: int,
    case: PlannedCase,
    pair: tuple[Answered, Answered],
    made: Iterator[Answered],
) -> Case:
    """Return a random test case with its expected value.

    Raises:
        ProofStopped: the reference solution fails the case, or its value cannot be compared.
    """
    model = context.item.checks[number]
    where: Where = ("checks", number, model.field)
    inputs = next(made) if case.inputs else None
    if isinstance(inputs, Raised):
        message = f"with {case.given}, the inputs cannot be created: {inputs.sentence}."
        raise context.stop(message, context.remedy_for(inputs), "checks", number, "inputs")
    require_answers(context, pair, f"with {case.given}, `{model.field}`", where)
    first, again = pair
    assert isinstance(first, Value) and isinstance(again, Value)
    require_same_value(context, first, again, model.tolerance, where)
    if model.holds is not None and not first.data:
        context.tally.keys.wrong += 1
        message = f"the reference solution does not pass this check with {case.given}."
        raise context.stop(message, "Fix the key or the check.", *where)
    return Case(case.given, _named(case.names, inputs), case.code, first)


def _named(names: Sequence[str], inputs: Answered | None) -> tuple[tuple[str, Value], ...]:
    """Return the inputs of a test case by name. Those that cannot be compared are left out."""
    if not isinstance(inputs, Value):
        return ()
    pairs = zip(names, elements(inputs), strict=True)
    return tuple((name, value) for name, value in pairs if is_comparable(value))
