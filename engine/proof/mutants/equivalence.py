"""Finds mutants that make no difference, by comparing them with the reference on other inputs."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from torchquiz.engine.models.authored import joined
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.mutants.batch import outcomes_in_one_child
from torchquiz.engine.proof.mutants.mutant import Mutant
from torchquiz.engine.sandbox.job import Answered, Ask, Outcome
from torchquiz.engine.sandbox.values import same as same_values

FEWEST = 4
"""The minimum number of other inputs that show that a mutant makes no difference."""

Same = Callable[[Ask, Answered, Answered], bool]
"""A function that returns whether two answers to an expression count as the same."""


def answers_agree(ask: Ask, right: Answered, answer: Answered) -> bool:
    """Return whether two answers are the same value, without any tolerance."""
    return isinstance(right, Value) and isinstance(answer, Value) and same_values(right, answer)


def without_equivalents(
    context: ItemContext[Any],
    before: str,
    key: str,
    accepted: Sequence[Mutant],
    probes: Sequence[Ask],
    same: Same,
) -> Iterator[Mutant]:
    """Yield the accepted mutants that may matter.

    A mutant that changes a value is left out if it gives the results of the reference on all other
    inputs as well.

    Args:
        context: the proof.
        before: code that runs after the setup and before each program.
        key: the reference.
        accepted: the mutants that pass all checks.
        probes: the expressions of the checks with other inputs.
        same: compares two answers.
    """
    tried = [mutant for mutant in accepted if mutant.changes_value]
    if not probes or not tried:
        yield from accepted
        return
    codes = [joined(before, code) for code in (key, *(mutant.code for mutant in tried))]
    reference, *others = [
        *outcomes_in_one_child(context, codes, probes),
        Outcome("lost", reason="it did not run"),
    ]
    equal = {
        mutant.code
        for mutant, outcome in zip(tried, others, strict=False)
        if _makes_no_difference(probes, reference, outcome, same)
    }
    yield from (mutant for mutant in accepted if mutant.code not in equal)


def _makes_no_difference(
    probes: Sequence[Ask], reference: Outcome, outcome: Outcome, same: Same
) -> bool:
    """Return whether a program gives the results of the reference on enough other inputs.

    Inputs for which the reference itself raises an exception do not count.
    """
    if outcome.failure:
        return False
    rows = zip(probes, reference.answers, outcome.answers, strict=False)
    valid = [row for row in rows if isinstance(row[1], Value)]
    return len(valid) >= FEWEST and all(same(*row) for row in valid)
