"""What predict and table share: a value that is asked of a snippet, what the author believes it to be, and mistaken readings."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from torchquiz.engine.models.answers import Near
from torchquiz.engine.models.authored import Change, Code, Distractor
from torchquiz.engine.models.runs import Run, Value
from torchquiz.engine.proof.context import Case, failure_text
from torchquiz.engine.proof.filling import amendment, tell_hole
from torchquiz.engine.sandbox.job import Answered, Ask, Job, Outcome, Raised
from torchquiz.engine.sandbox.values import has_floats, is_comparable, magnitude, same
from torchquiz.engine.variants.constants import is_constant
from torchquiz.engine.variants.edits import EditError, expression
from torchquiz.engine.variants.expressions import ExpressionError, arithmetic
from torchquiz.engine.variants.templates import Figure, TemplateError, parts
from torchquiz.engine.yaml.positions import Where
from torchquiz.engine.yaml.scalars import HOLE

ROUNDED, LEAST = 0.01, 1e-6
"""A key may be rounded to two digits; near zero, it may be as far off as floats come out."""
WIDEST = 0.5
"""A tolerance may be half of what is asked for."""
UNTYPED = ("tensor", "class", "dict")
"""The values that nobody can be asked to type."""


class ValueDistractor(Distractor):
    """A wrong value, the code that yields it, or both."""

    value: Code | None = None
    instead: Change | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a snippet."""

    code: str | None
    """As the learner sees it; None for what is printed."""
    where: Where = ()
    """What asks: the item itself, or one of its cells."""
    tolerance: float | None = None

    @property
    def field(self) -> Where:
        """Where a fault of the asking itself is told."""
        return (*self.where, "ask") if self.code is not None else ("snippet",)


@dataclass(frozen=True, slots=True)
class Reading:
    """The snippet as a mistaken learner reads it."""

    code: str
    ask: str | None
    lines: str
    """What says the difference; empty when only something else is asked."""


def came_out(case: Case[Any], outcome: Outcome, asked: Asked, place: int = 0) -> Value:
    """What the snippet came to; `place` is the ask's among those of the job."""
    case.demand_ran(outcome, "the snippet", "snippet")
    if asked.code is None:
        return printed(outcome.output)
    value = case.value(outcome.answers[place], "`ask`", *asked.field)
    if not is_comparable(value):
        raise case.refuse(
            f"`ask` gives {value.text}, which can only be compared by its text.",
            "Ask for a shape, a number, a dtype, a text, a truth value or a small tensor.",
            *asked.field,
        )
    return value


def printed(text: str) -> Value:
    """What was printed, without what nobody sees."""
    lines = "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
    return Value("str", lines, lines)


def believed(
    case: Case[Any], codes: Sequence[tuple[Code | None, Where]], *, is_printed: bool = False
) -> list[Value | None]:
    """What the author believes: the value of each formula, in order; None where there is no formula."""
    if not is_printed and (
        values := _calculated([code for code, _ in codes], case.combination.values)
    ):
        return values
    groups = [
        _formula(case, code, where, is_printed) if code is not None else [] for code, where in codes
    ]
    (outcome,) = case.run(
        [case.job("", asks=[ask for group in groups for ask in group if isinstance(ask, Ask)])]
    )
    case.demand_ran(outcome, "the setup")
    left = iter(outcome.answers)
    return [
        _evaluated(case, group, left, where) if group else None
        for group, (_, where) in zip(groups, codes, strict=True)
    ]


def _calculated(codes: list[Code | None], names: dict[str, Any]) -> list[Value | None]:
    """The values of formulas, where all are plain arithmetic over whole numbers, which needs no child; else nothing."""
    try:
        values = [arithmetic(code, names) if code is not None else None for code in codes]
        return [_whole(value) if value is not None else None for value in values]
    except ExpressionError:
        return []


def _whole(value: Any) -> Value:
    """As the worker would report it."""
    if type(value) is int:
        return Value("int", value, str(value))
    if type(value) is tuple:
        return Value("tuple", [_whole(one) for one in value], str(value))
    raise ExpressionError("it is no whole number")


def _formula(case: Case[Any], code: Code, where: Where, is_printed: bool) -> list[str | Ask]:
    """One ask for an expression; for a text that is to be printed, its pieces."""
    if not is_printed:
        return [Ask(case.show(code, *where))]
    try:
        return [
            Ask(one.code, "text", one.spec) if isinstance(one, Figure) else one
            for one in parts(code)
        ]
    except TemplateError as error:
        raise case.refuse(
            f"the text cannot be read: {error}.", "Write a literal brace twice.", *where
        ) from error


def _evaluated(
    case: Case[Any], group: list[str | Ask], answers: Iterator[Answered], where: Where
) -> Value:
    text = ""
    for piece in group:
        answer = next(answers) if isinstance(piece, Ask) else piece
        if isinstance(answer, Raised):
            raise case.refuse(
                f"`{where[-1]}` cannot be evaluated: {answer.sentence}.",
                "Write it over the parameters alone, and a text in quotes of its own; the snippet's names are not known to it.",
                *where,
            )
        if isinstance(answer, Value):
            return answer
        assert isinstance(answer, str)
        text += answer
    return printed(text)


def unless_hole(code: Code | None) -> Code | None:
    """A formula, or None where a `?` waits to be filled in."""
    return None if code is None or code.strip() == HOLE else code


def check_key(
    case: Case[Any], asked: Asked, key: Value | None, actual: Value, again: Value
) -> Value:
    """The key, which must be what PyTorch gives, whatever the seed; None stands for one that is to be filled in.

    Raises:
        Refused: it is not.
    """
    at, tolerance = (*asked.where, "key"), asked.tolerance
    if has_floats(key or actual) and tolerance is None:
        raise case.refuse(
            "the key has floats, and no tolerance is given.",
            "Add 'tolerance:', how far an answer may be off.",
            *at,
        )
    if not same(actual, again, tolerance or 0.0):
        case.tally.keys.wrong += 1
        raise case.refuse(
            f"the answer depends on chance: {actual.text} with one seed, {again.text} with another.",
            "Pin the seed in the snippet with torch.manual_seed(…), or ask for something else.",
            *asked.field,
        )
    if key is None:
        tell_hole(case, "key", actual, tolerance, at, is_printed=asked.code is None)
        return actual
    if tolerance is not None and tolerance > WIDEST * (size := magnitude(actual)) > 0:
        raise case.refuse(
            f"the tolerance takes nearly anything for right: {tolerance:g} off {size:g}.",
            "Make it smaller.",
            *asked.where,
            "tolerance",
        )
    if not same(key, actual, _off_by(key, actual, tolerance)):
        case.tally.keys.wrong += 1
        raise case.refuse(
            "the key is not what PyTorch gives.",
            f"key:     {key.text}\nPyTorch: {actual.text}",
            *at,
            amendment=amendment(case, actual, tolerance, at, is_printed=asked.code is None),
        )
    case.tally.keys.proven += 1
    return key


def _off_by(key: Value, actual: Value, tolerance: float | None) -> float:
    """How far a key may be off what PyTorch gives: what a rounded float loses, and of whole numbers nothing.

    The tolerance is for whoever answers; a key that is only near to the truth would be shown as the truth.
    """
    if tolerance is None or not (has_floats(key) or has_floats(actual)):
        return 0.0
    return min(tolerance, max(ROUNDED * magnitude(actual), LEAST))


def check_computed(case: Case[Any], asked: Sequence[Asked]) -> None:
    """A snippet in which all that is asked for stands as a constant proves nothing."""
    if case.item.unchanged is None and all(is_constant(case.snippet, one.code) for one in asked):
        case.fault(
            "the answer stands in the snippet as a constant; no code comes to it.",
            "Let the answer come from the code, or say in 'unchanged:' why it is a constant.",
            "snippet",
        )


def mistaken_job(case: Case[Any], number: int, asked: Asked) -> Job:
    """The job that runs a distractor's `instead`."""
    reading = _reading(case, number, asked)
    return case.job(reading.code, "snippet", asks=(Ask(reading.ask),) if reading.ask else ())


def _reading(case: Case[Any], number: int, asked: Asked) -> Reading:
    where = ("distractors", number, "instead")
    instead = case.item.distractors[number].instead
    assert instead is not None
    try:
        other = expression(instead)
    except EditError as error:
        raise case.refuse(f"{error}.", "Write Python.", *where) from error
    if other is not None and asked.code is not None:
        return Reading(case.snippet, case.show(other, *where), "")
    change = case.changed(instead, *where)
    return Reading(change.code, asked.code, change.lines)


def proven_wrong(
    case: Case[Any],
    number: int,
    stated: Value | None,
    outcome: Outcome | None,
    asked: Asked,
    key: Value,
) -> tuple[Value, Run | None]:
    """A distractor's value, proven to differ from the key and to come about as stated."""
    where = ("distractors", number)
    run, yielded = None, None
    if outcome is not None:
        reading = _reading(case, number, asked)
        yielded = _yielded(case, outcome, reading.ask, where)
        run = Run(
            reading.lines,
            reading.ask or "",
            yielded.text if reading.ask else "",
            outcome.output,
            "",
            outcome.elapsed_ms,
        )
    value = stated or yielded
    if value is None:
        raise case.refuse(
            "the distractor has no value.", "Give 'value', or 'instead', or both.", *where
        )
    tolerance, field, is_printed = asked.tolerance or 0.0, (*where, "value"), asked.code is None
    if stated is None and case.item.distractors[number].value is not None:
        tell_hole(case, "value", value, asked.tolerance, field, is_printed=is_printed)
    if stated is not None and yielded is not None and not same(stated, yielded, tolerance):
        case.tally.distractors.wrong += 1
        case.fault(
            "the misconception does not lead to its value.",
            f"value:   {stated.text}\ninstead: {yielded.text}",
            *where,
            "instead",
            amendment=amendment(case, yielded, asked.tolerance, field, is_printed=is_printed),
        )
    elif same(value, key, tolerance):
        case.tally.distractors.wrong += 1
        case.fault(
            f"this option is right as well: it is {key.text}, like the key.",
            "Change its value.",
            *where,
        )
    else:
        case.tally.distractors.proven += 1
    return value, run


def _yielded(case: Case[Any], outcome: Outcome, asked: str | None, where: Where) -> Value:
    if failure := failure_text(outcome):
        raise case.refuse(
            f"`instead` does not run: {failure}.",
            f"{outcome.note} Write code that runs and gives the wrong value.".lstrip(),
            *where,
            "instead",
        )
    if asked is None:
        return printed(outcome.output)
    return case.value(outcome.answers[0], "`ask` after `instead`", *where, "instead")


def check_pairs(case: Case[Any], values: Mapping[int, Value], tolerance: float | None) -> None:
    """Demand that the distractors, by their numbers, differ from each other."""
    for number, value in values.items():
        for earlier in range(number):
            if earlier in values and same(values[earlier], value, tolerance or 0.0):
                case.tally.distractors.wrong += 1
                case.fault(
                    f"options {earlier + 1} and {number + 1} among the distractors have the same value, {value.text}.",
                    "Change one of them.",
                    *("distractors", number),
                )


def near(case: Case[Any], number: int, value: Value, run: Run | None) -> Near:
    """A distractor as a mistake that is expected of a learner who types."""
    one = case.option(case.item.distractors[number], number, value.text, "value", run)
    return Near((one.text,), value, one.because, one.misconception, one.belief, one.run)
