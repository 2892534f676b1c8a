"""Requires that the reference solution gives results that a check can compare."""

from collections.abc import Sequence

from torchquiz.engine.grading.printed import same_output
from torchquiz.engine.kinds.write.model import CheckModel, WriteItem
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Answered, Goal, Raised
from torchquiz.engine.sandbox.values import has_floats, is_comparable, same
from torchquiz.engine.yaml.positions import Where

SEED_IT = (
    "Define a function in the setup that creates the inputs from a fixed seed, and call it here."
)


def require_answers(
    context: ItemContext[WriteItem], answers: Sequence[Answered], what: str, where: Where
) -> None:
    """Require that a check is evaluated without an error in both runs.

    Raises:
        ProofStopped: the check raised an exception.
    """
    for answer in answers:
        if isinstance(answer, Raised):
            fails = "raises an error" if what == "`prints`" else "cannot be evaluated"
            message = f"{what} {fails}: {answer.sentence}."
            raise context.stop(message, context.remedy_for(answer), *where)


def require_output(
    context: ItemContext[WriteItem], printed: Answered, model: CheckModel, where: Where
) -> None:
    """Require that statements print something, and exactly `output` if the author states it.

    Raises:
        ProofStopped: they print nothing, or something other than `output`.
    """
    assert isinstance(printed, Value)
    if not printed.data:
        raise context.stop(
            "these statements print nothing.", "Print the values to compare.", *where
        )
    if model.output is None:
        return
    stated = "\n".join(line.rstrip() for line in model.output.strip("\n").split("\n"))
    if not same_output(printed.data, stated, model.tolerance or 0.0):
        context.tally.keys.wrong += 1
        remedy = f"output:  {stated}\nPyTorch: {printed.text}"
        message = "the reference solution prints something else."
        raise context.stop(message, remedy, *where[:-1], "output")


def require_both_hold(
    context: ItemContext[WriteItem], first: Goal, again: Goal, code: str, where: Where
) -> None:
    """Require that a condition is true in both runs.

    Raises:
        ProofStopped: the condition is false.
    """
    if first.holds and again.holds:
        return
    context.tally.keys.wrong += 1
    if first.holds:
        message = "the reference solution passes this check with one seed but not with another."
        raise context.stop(message, SEED_IT, *where)
    remedy = "Fix the key or the check."
    if first.seen:
        remedy = f"holds:   {code}\nPyTorch: {first.sides}"
    raise context.stop("the reference solution does not pass this check.", remedy, *where)


def require_same_value(
    context: ItemContext[WriteItem],
    first: Value,
    again: Value,
    tolerance: float | None,
    where: Where,
    *,
    is_printed: bool = False,
) -> None:
    """Require that a value can be compared, and that it is the same in both runs.

    Printed output is compared like that of a learner.

    Raises:
        ProofStopped: the value cannot be compared, needs a tolerance, or differs between the runs.
    """
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
    if is_printed:
        is_same = same_output(str(first.data), str(again.data), tolerance or 0.0)
    else:
        is_same = same(first, again, tolerance or 0.0)
    if not is_same:
        context.tally.keys.wrong += 1
        raise context.stop(
            f"the value depends on chance: {first.text} in one run, {again.text} in another.",
            SEED_IT,
            *where,
        )
