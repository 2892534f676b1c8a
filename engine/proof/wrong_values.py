"""Wrong values of what is asked: stated by a distractor, or given by a misread snippet."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from torchquiz.engine.models.answers import Near
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.asked_value import Asked, printed
from torchquiz.engine.proof.failures import failure_text
from torchquiz.engine.proof.filling import report_hole, value_amendment
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Ask, Job, Outcome
from torchquiz.engine.sandbox.values import same
from torchquiz.engine.variants.edits import EditError, expression
from torchquiz.engine.yaml.positions import Where

WrongValue = tuple[Value, Run | None]
"""A proven wrong value, and the run that gives it if there is one."""


@dataclass(frozen=True, slots=True)
class Misreading:
    """The snippet as a mistaken learner reads it."""

    code: str
    ask: str | None
    lines: str
    """The changed lines; empty when only something else is asked."""


def misreadings(context: ItemContext[Any]) -> list[int]:
    """Return the numbers of the distractors that misread the snippet."""
    distractors = enumerate(context.item.distractors)
    return [number for number, distractor in distractors if distractor.instead is not None]


def misreading_job(context: ItemContext[Any], number: int, asked: Asked) -> Job:
    """Return the job that runs a distractor's `instead`."""
    reading = _misreading(context, number, asked)
    asks = (Ask(reading.ask),) if reading.ask else ()
    return context.code_job(reading.code, "snippet", asks=asks)


def _misreading(context: ItemContext[Any], number: int, asked: Asked) -> Misreading:
    """Return the snippet with the edit, or the other expression that is asked of it."""
    where = ("distractors", number, "instead")
    instead = context.item.distractors[number].instead
    assert instead is not None
    try:
        other = expression(instead)
    except EditError as error:
        raise context.stop(f"{error}.", "Write Python.", *where) from error
    if other is not None and asked.code is not None:
        return Misreading(context.snippet, context.with_values(other, *where), "")
    change = context.edit_snippet(instead, *where)
    return Misreading(change.code, asked.code, change.lines)


def prove_wrong_value(
    context: ItemContext[Any],
    number: int,
    stated: Value | None,
    outcome: Outcome | None,
    asked: Asked,
    key: Value,
) -> WrongValue:
    """Return a distractor's value, proven to differ from the key and to come from its misreading.

    Args:
        context: the proof.
        number: the distractor's.
        stated: the value of the author's formula; None where there is none.
        outcome: what the misread snippet did; None where there is none.
        asked: what is asked.
        key: the right value.

    Raises:
        ProofStopped: the distractor has no value.
    """
    where: Where = ("distractors", number)
    given, run = None, None
    if outcome is not None:
        given, run = _given_value(context, number, outcome, asked)
    value = stated or given
    if value is None:
        remedy = "Give 'value', or 'instead', or both."
        raise context.stop("the distractor has no value.", remedy, *where)
    if stated is None and context.item.distractors[number].value is not None:
        field = (*where, "value")
        report_hole(context, "value", value, asked.tolerance, field, is_printed=asked.is_printed)
    tolerance = asked.tolerance or 0.0
    if stated is not None and given is not None and not same(stated, given, tolerance):
        _report_other_value(context, stated, given, asked, where)
    elif same(value, key, tolerance):
        context.tally.distractors.wrong += 1
        message = f"this option is right as well: it is {key.text}, like the key."
        context.note_fault(message, "Change its value.", *where)
    else:
        context.tally.distractors.proven += 1
    return value, run


def _report_other_value(
    context: ItemContext[Any], stated: Value, given: Value, asked: Asked, where: Where
) -> None:
    """Note that a misreading gives another value than the author states."""
    context.tally.distractors.wrong += 1
    field = (*where, "value")
    context.note_fault(
        "the misconception does not lead to its value.",
        f"value:   {stated.text}\ninstead: {given.text}",
        *(*where, "instead"),
        amendment=value_amendment(
            context, given, asked.tolerance, field, is_printed=asked.is_printed
        ),
    )


def _given_value(
    context: ItemContext[Any], number: int, outcome: Outcome, asked: Asked
) -> tuple[Value, Run]:
    """Return what the misread snippet gave."""
    reading = _misreading(context, number, asked)
    where: Where = ("distractors", number, "instead")
    if failure := failure_text(outcome):
        raise context.stop(
            f"`instead` does not run: {failure}.",
            f"{outcome.note} Write code that runs and gives the wrong value.".lstrip(),
            *where,
        )
    if reading.ask is None:
        value = printed(outcome.output)
    else:
        value = context.value(outcome.answers[0], "`ask` after `instead`", *where)
    shown = value.text if reading.ask else ""
    run = Run(reading.lines, reading.ask or "", shown, outcome.output, "", outcome.elapsed_ms)
    return value, run


def check_distinct(
    context: ItemContext[Any], values: Mapping[int, Value], tolerance: float | None
) -> None:
    """Demand that the values, by their distractors' numbers, differ from each other."""
    for number, value in values.items():
        for earlier in range(number):
            if earlier in values and same(values[earlier], value, tolerance or 0.0):
                context.tally.distractors.wrong += 1
                context.note_fault(
                    f"options {earlier + 1} and {number + 1} among the distractors have the same"
                    f" value, {value.text}.",
                    "Change one of them.",
                    *("distractors", number),
                )


def expected_mistake(context: ItemContext[Any], number: int, wrong: WrongValue) -> Near:
    """Return a distractor as a mistake that is expected of a learner who types."""
    value, run = wrong
    distractor = context.item.distractors[number]
    option = context.wrong_option(distractor, number, value.text, "value", run)
    return Near(
        (option.text,), value, option.because, option.misconception, option.belief, option.run
    )
