"""Runs many variations of a program in one child process, which is faster than one for each."""

from collections.abc import Sequence
from typing import Any

from torchquiz.engine.models.authored import joined
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Answered, Ask, Goal, Job, Outcome, Raised, program
from torchquiz.engine.sandbox.values import elements

SECONDS = 6.0
"""The CPU time in seconds after which no further program is started."""
SECONDS_EACH = 1.0
"""CPU time in seconds after which a program is ended, since a mistake may cause an endless loop."""
TIMEOUT_S = 60.0
"""The time limit in seconds, generous because other processes may slow the child down."""


def outcomes_in_one_child(
    context: ItemContext[Any], programs: Sequence[str], asks: Sequence[Ask]
) -> list[Outcome]:
    """Run programs one after another in one child process, and return their outcomes.

    If time runs out, the outcomes of the remaining programs are missing at the end of the list. If
    a program raises an exception, only the exception's class is known.

    Args:
        context: the proof.
        programs: the programs, without the setup.
        asks: the expressions to evaluate after each program.
    """
    whole = tuple(joined(context.scope.setup, code) for code in programs)
    asked = tuple((ask.mode, str(ask.code)) for ask in asks)
    arguments = (whole, asked, tuple(context.names), SECONDS, SECONDS_EACH)
    ask = Ask(f"_answers_after{arguments!r}")
    job = Job((program("mutants"),), (ask,), context.names, timeout_s=TIMEOUT_S, purpose="mutants")
    (outcome,) = context.run([job])
    rows = outcome.answers[0] if outcome.answers else None
    # A program may have ended the child, or the values may be too large for a report.
    if outcome.failure or not isinstance(rows, Value):
        return []
    return [_outcome(row, asks) for row in elements(rows)]


def _outcome(row: Value, asks: Sequence[Ask]) -> Outcome:
    if row.tag == "str":
        return Outcome("finished", raised=Raised(row.data, (row.data,), ""))
    answers = zip(asks, elements(row), strict=False)
    return Outcome("finished", answers=tuple(_answer(ask, answer) for ask, answer in answers))


def _answer(ask: Ask, answer: Value) -> Answered:
    """Unpack the tuple that the child process reported for one expression.

    The first element is the value. The tuple is empty if code of the program raised an exception.
    It has a second element, the class of the exception, if the expression itself raised one.
    """
    values = elements(answer)
    if not values:
        return Raised("Exception", ("Exception",), "", role="snippet")
    value, *raised = values
    if raised:
        return Raised(raised[0].data, (raised[0].data,), "")
    return Goal(bool(value.data)) if ask.mode == "goal" else value
