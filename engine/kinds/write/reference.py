"""Runs the reference solution to obtain the expected values of the checks."""

from collections.abc import Sequence

from torchquiz.engine.kinds.write.model import WriteItem
from torchquiz.engine.models.answers import Check, Condition
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Answered, Ask, Goal, Job, Raised
from torchquiz.engine.sandbox.values import has_floats, is_comparable, same
from torchquiz.engine.yaml.positions import Where

SEED_IT = (
    "Define a function in the setup that creates the inputs from a fixed seed, and call it here."
)


def prove_reference(context: ItemContext[WriteItem], key: str) -> tuple[list[Check], Run]:
    """Run the reference solution, require that it passes all checks, and render the item's texts.

    Raises:
        ProofStopped: the reference solution fails a check.
    """
    templates = context.templates()
    asks = check_asks(context)
    count = len(asks)
    job = code_job(context, key, ("key",), (*asks, *templates.asks))
    first, again = context.run_twice(job, count)
    for outcome in (first, again):
        context.require_success(outcome, "the reference solution", "key")
    templates.render(first.answers[count:])
    checks = [
        _check(context, number, first.answers[number], again.answers[number])
        for number in range(count)
    ]
    context.tally.keys.proven += 1
    return checks, Run(key, "", "", first.output, "", first.elapsed_ms)


def check_asks(context: ItemContext[WriteItem]) -> tuple[Ask, ...]:
    """Return the expression to evaluate for each check."""
    return tuple(
        Ask(_code(context, number), "value" if check.field == "ask" else "goal")
        for number, check in enumerate(context.item.checks)
    )


def _code(context: ItemContext[WriteItem], number: int) -> str:
    """Return the code of a check, as the learner sees it."""
    check = context.item.checks[number]
    return context.with_values(check.code, "checks", number, check.field)


def code_job(context: ItemContext[WriteItem], code: str, where: Where, asks: Sequence[Ask]) -> Job:
    """Return a job that runs the setup, the snippet and then the given code."""
    blocks = []
    if context.item.snippet:
        blocks.append(context.block(context.snippet, "snippet"))
    if code:
        blocks.append(context.block(code, *where))
    return context.job(*blocks, asks=asks)


def _check(context: ItemContext[WriteItem], number: int, first: Answered, again: Answered) -> Check:
    """Return a check with its expected value, after requiring that it does not depend on the seed.

    Raises:
        ProofStopped: the reference solution fails the check, or its value cannot be compared.
    """
    model = context.item.checks[number]
    where: Where = ("checks", number, model.field)
    for answer in (first, again):
        if isinstance(answer, Raised):
            message = f"`{model.field}` cannot be evaluated: {answer.sentence}."
            raise context.stop(message, context.remedy_for(answer), *where)
    code = _code(context, number)
    expected = None
    if isinstance(first, Goal) and isinstance(again, Goal):
        _require_both_hold(context, first, again, code, where)
    else:
        assert isinstance(first, Value) and isinstance(again, Value)
        _require_same_value(context, first, again, model.tolerance, where)
        expected = first
    condition = Condition(code, code, expected)
    return Check(context.text("checks", number, "says"), condition, model.tolerance or 0.0)


def _require_both_hold(
    context: ItemContext[WriteItem], first: Goal, again: Goal, code: str, where: Where
) -> None:
    if first.holds and again.holds:
        return
    context.tally.keys.wrong += 1
    if first.holds:
        message = "the reference solution passes this check with one seed but not with another."
        raise context.stop(message, SEED_IT, *where)
    remedy = "Fix the key or the check."
    if first.seen:
        remedy = f"holds:   {code}\nPyTorch: {first.sentence}"
    raise context.stop("the reference solution does not pass this check.", remedy, *where)


def _require_same_value(
    context: ItemContext[WriteItem],
    first: Value,
    again: Value,
    tolerance: float | None,
    where: Where,
) -> None:
    if not is_comparable(first):
        raise context.stop(
            f"`ask` evaluates to {first.text}, which cannot be compared by value.",
            "Ask for a shape, number, dtype, string, boolean or small tensor.",
            *where,
        )
    if has_floats(first) and tolerance is None:
        raise context.stop(
            "the value contains floats, but no tolerance is given.",
            "Add `tolerance`, the largest difference that still counts as right.",
            *where,
        )
    if not same(first, again, tolerance or 0.0):
        context.tally.keys.wrong += 1
        raise context.stop(
            f"the value depends on chance: {first.text} in one run, {again.text} in another.",
            SEED_IT,
            *where,
        )
