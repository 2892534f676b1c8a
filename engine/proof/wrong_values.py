"""Proves that distractors' values are wrong, whether stated or produced by a misread snippet."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from torchquiz.engine.grading.typed_value import can_be_typed
from torchquiz.engine.models.answers import Near
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.asked_value import AskedValue, equals_distractor, printed_value
from torchquiz.engine.proof.comparisons import two_sides
from torchquiz.engine.proof.failures import failure_text
from torchquiz.engine.proof.figures import WrongFigures
from torchquiz.engine.proof.filling import report_hole, value_amendment
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.result import ProofStopped
from torchquiz.engine.sandbox.job import Ask, Job, Outcome
from torchquiz.engine.sandbox.values import same
from torchquiz.engine.variants.edits import EditError, expression
from torchquiz.engine.yaml.positions import Where

WrongValue = tuple[Value, Run | None]
"""A proven wrong value, and the run that produced it (or None)."""


@dataclass(frozen=True, slots=True)
class Misreading:
    """A snippet as a learner with a misconception would read it."""

    code: str
    ask: str | None
    lines: str
    """The changed lines, or an empty string if only the expression to evaluate differs."""


@dataclass(frozen=True, slots=True)
class EvaluatedDistractor:
    """A distractor's stated value and its misread snippet's outcome, with the correct answer."""

    stated: Value | None
    """The value of the author's formula, or None if the author wrote none."""
    outcome: Outcome | None
    """The outcome of the misread snippet, or None if the distractor has none."""
    asked: AskedValue
    key: Value
    """The correct value."""


def misreadings(context: ItemContext[Any]) -> list[int]:
    """Return the indices of the distractors that have a misread snippet (the field `instead`)."""
    distractors = enumerate(context.item.distractors)
    return [number for number, distractor in distractors if distractor.instead is not None]


def misreading_job(context: ItemContext[Any], number: int, asked: AskedValue) -> Job:
    """Return a job that runs the misread snippet in a distractor's field `instead`."""
    reading = _misreading(context, number, asked)
    asks = (Ask(reading.ask),) if reading.ask else ()
    return context.code_job(reading.code, "snippet", asks=asks)


def _misreading(context: ItemContext[Any], number: int, asked: AskedValue) -> Misreading:
    """Return a distractor's misread snippet: edited code, or another expression to evaluate."""
    where = ("distractors", number, "instead")
    instead = context.item.distractors[number].instead
    assert instead is not None
    try:
        other = expression(instead)
    except EditError as error:
        raise context.stop(f"{error}.", "Write valid Python.", *where) from error
    if other is not None and asked.code is not None:
        return Misreading(context.snippet, context.with_values(other, *where), "")
    change = context.edit_snippet(instead, *where)
    return Misreading(change.code, asked.code, change.lines)


def prove_wrong_values(
    context: ItemContext[Any], distractors: Sequence[EvaluatedDistractor]
) -> list[WrongValue]:
    """Prove that the values of all distractors are wrong, and record the faults of each.

    Raises:
        ProofStopped: a distractor has no value.
    """
    values: list[WrongValue] = []
    for number, distractor in enumerate(distractors):
        with suppress(ProofStopped):
            values.append(_prove_wrong_value(context, number, distractor))
    if len(values) < len(distractors):
        raise ProofStopped
    return values


def _prove_wrong_value(
    context: ItemContext[Any], number: int, distractor: EvaluatedDistractor
) -> WrongValue:
    """Prove that a distractor's value differs from the correct answer, and return the value.

    If the distractor has the field `instead`, this misread snippet must produce the value.

    Raises:
        ProofStopped: the distractor has no value.
    """
    stated, outcome = distractor.stated, distractor.outcome
    asked, key = distractor.asked, distractor.key
    where: Where = ("distractors", number)
    given, run = None, None
    if outcome is not None:
        given, run = _given_value(context, number, outcome, asked)
    value = stated or given
    if value is None:
        remedy = "Add `value`, `instead` or both."
        raise context.stop("this distractor has no value.", remedy, *where)
    if stated is None and context.item.distractors[number].value is not None:
        field = (*where, "value")
        report_hole(context, "value", value, asked.tolerance, field, is_printed=asked.is_printed)
    context.wrong_values[number] = WrongFigures(value.text, run)
    tolerance = asked.tolerance or 0.0
    if stated is not None and given is not None and not same(stated, given, tolerance):
        _report_other_value(context, stated, given, asked, where)
    elif same(value, key, tolerance):
        context.tally.distractors.wrong += 1
        if any(equals_distractor(number) in fault.remedy for fault in context.proof.faults):
            return value, run  # The fault about the wrong key already reports this.
        message = f"this option is also correct: its value is {key.text}, like that of the key."
        context.note_fault(message, "Change its value.", *where)
    else:
        context.tally.distractors.proven += 1
    return value, run


def _report_other_value(
    context: ItemContext[Any], stated: Value, given: Value, asked: AskedValue, where: Where
) -> None:
    """Record a fault if a misread snippet does not produce the value that the author stated."""
    context.tally.distractors.wrong += 1
    field = (*where, "value")
    context.note_fault(
        "`instead` does not produce the stated `value`.",
        two_sides("value", stated, given, "instead"),
        *(*where, "instead"),
        amendment=value_amendment(
            context, given, asked.tolerance, field, is_printed=asked.is_printed
        ),
    )


def _given_value(
    context: ItemContext[Any], number: int, outcome: Outcome, asked: AskedValue
) -> tuple[Value, Run]:
    """Return the value that the misread snippet produces, and a record of its run."""
    reading = _misreading(context, number, asked)
    where: Where = ("distractors", number, "instead")
    if failure := failure_text(outcome):
        raise context.stop(
            f"`instead` does not run: {failure}.",
            f"{outcome.note} Write code that runs and produces the wrong value.".lstrip(),
            *where,
        )
    if reading.ask is None:
        value = printed_value(outcome.output)
    else:
        value = context.value(outcome.answers[0], "`ask` after `instead`", *where)
    shown = value.text if reading.ask else ""
    run = Run(reading.lines, reading.ask or "", shown, outcome.output, "", outcome.elapsed_ms)
    return value, run


def check_distinct(
    context: ItemContext[Any], values: Mapping[int, Value], tolerance: float | None
) -> None:
    """Require that no two distractors have the same value.

    The keys of `values` are the distractors' indices.
    """
    for number, value in values.items():
        for earlier in range(number):
            if earlier in values and same(values[earlier], value, tolerance or 0.0):
                context.tally.distractors.wrong += 1
                context.note_fault(
                    f"distractors {earlier + 1} and {number + 1} have the same value,"
                    f" {value.text}.",
                    "Change one of them.",
                    *("distractors", number),
                )


def expected_mistake(context: ItemContext[Any], number: int, wrong: WrongValue, key: Value) -> Near:
    """Turn a distractor into an anticipated wrong answer, which is recognised when it is typed.

    Record a fault if its value cannot be typed where the learner is asked for the key.
    """
    value, run = wrong
    if not can_be_typed(value, key):
        message = f"nobody can type this wrong answer, {value.text}, where the key is {key.text}."
        remedy = "Change `value` or `instead` so that it gives a value of the same type."
        context.note_fault(message, remedy, "distractors", number)
    distractor = context.item.distractors[number]
    option = context.wrong_option(distractor, number, value.text, "value", run)
    return Near(
        (option.text,), value, option.because, option.misconception, option.belief, option.run
    )
