"""Checks the value that a `predict` item or a cell of a `table` item asks for."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from torchquiz.engine.grading.typed_value import UNTYPED, can_be_typed
from torchquiz.engine.models.authored import Change, Code, Distractor, Item, joined
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.comparisons import two_sides
from torchquiz.engine.proof.filling import report_hole, value_amendment
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.proof.luck import luck_in
from torchquiz.engine.proof.vacuous import names_of
from torchquiz.engine.sandbox.job import Outcome
from torchquiz.engine.sandbox.values import has_floats, is_comparable, magnitude, same
from torchquiz.engine.variants.constants import is_constant
from torchquiz.engine.yaml.positions import Where

ROUNDED = 0.01
"""The maximum relative error of an author's answer, for answers rounded to about two digits."""
LEAST = 1e-6
"""The maximum absolute error of an author's answer near zero, given the precision of floats."""
WIDEST = 0.5
"""The maximum tolerance, as a fraction of the correct value."""
NO_OTHERS: Mapping[int, Value | None] = {}


def why_untyped(key: Value) -> str:
    """Return a message that an answer cannot be typed, or an empty string if it can."""
    if can_be_typed(key, key):
        return ""
    return f"{f'a {key.tag}' if key.tag in UNTYPED else key.text} cannot be typed as an answer."


class ValueDistractor(Distractor):
    """A wrong answer to a question about a value.

    It is stated as the value, as a change to the snippet that produces the value, or as both.
    """

    value: Code | None = None
    instead: Change | None = None


@dataclass(frozen=True, slots=True)
class AskedValue:
    """A value that the learner must work out, for a whole item or for one cell of a table."""

    code: str | None
    """The expression, as the learner sees it, or None for the printed output."""
    where: Where = ()
    """The path within the item of the part that asks for the value."""
    tolerance: float | None = None

    @property
    def is_printed(self) -> bool:
        """Whether the question asks for the output that the snippet prints."""
        return self.code is None

    @property
    def field(self) -> Where:
        """The lesson field to which faults in this question are attributed."""
        return ("snippet",) if self.is_printed else (*self.where, "ask")


class ValueItem(Item):
    """An item that asks for values computed by its snippet."""

    snippet: Code
    if TYPE_CHECKING:  # Each kind declares these fields with its own limits and in its own order.
        distractors: Sequence[ValueDistractor]

    @abstractmethod
    def asked(self) -> Iterator[AskedValue]:
        """Yield each value that the item asks for, with its expression as the author wrote it."""


def actual_value(
    context: ItemContext[Any], outcome: Outcome, asked: AskedValue, number: int = 0
) -> Value:
    """Return the value that the snippet produced for one of the job's expressions.

    `number` is the index of the expression in the job.

    Raises:
        ProofStopped: the snippet failed, or its value cannot be compared.
    """
    context.require_success(outcome, "the snippet", "snippet")
    if asked.is_printed:
        return printed_value(outcome.output)
    value = context.value(outcome.answers[number], "`ask`", *asked.field)
    if not is_comparable(value):
        raise context.stop(
            f"`ask` evaluates to {value.text}, which cannot be compared by value.",
            "Ask for a shape, number, dtype, string, boolean or small tensor.",
            *asked.field,
        )
    return value


def printed_value(text: str) -> Value:
    """Return printed output as a string value, without trailing spaces or outer empty lines."""
    lines = "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
    return Value("str", lines, lines)


def check_key(
    context: ItemContext[Any],
    asked: AskedValue,
    key: Value | None,
    actual: Value,
    again: Value,
    others: Mapping[int, Value | None] = NO_OTHERS,
) -> Value:
    """Check the author's answer against PyTorch's results with two seeds, and return it.

    A wrong answer is recorded as a fault, but the proof continues, so that the item's other faults
    are reported as well. In this case, PyTorch's result is returned instead.

    Args:
        context: the proof.
        asked: the question, with its tolerance.
        key: the author's answer, or None if the author wrote `?`.
        actual: the value that the snippet produced.
        again: the value that it produced with a different seed.
        others: the values that the author stated for the distractors, by the distractor's index.

    Raises:
        ProofStopped: the value depends on chance, or its tolerance is missing or too large.
    """
    _require_comparable(context, asked, key or actual, actual, again)
    where, tolerance = (*asked.where, "key"), asked.tolerance
    if key is None:
        report_hole(context, "key", actual, tolerance, where, is_printed=asked.is_printed)
        return actual
    _check_tolerance(context, asked, actual)
    if not same(key, actual, _allowed_difference(key, actual, tolerance)):
        context.tally.keys.wrong += 1
        context.note_fault(
            "the key is not the value that PyTorch computes.",
            two_sides("key", key, actual) + _same_distractor(others, actual, tolerance),
            *where,
            amendment=value_amendment(
                context, actual, tolerance, where, is_printed=asked.is_printed
            ),
        )
        return actual
    _count_key(context, asked)
    return key


def _same_distractor(
    others: Mapping[int, Value | None], actual: Value, tolerance: float | None
) -> str:
    """Return a clause that names the distractor whose stated value equals PyTorch's result.

    Return an empty string if none of them equals it.
    """
    for number, value in others.items():
        if value is not None and same(value, actual, tolerance or 0.0):
            return equals_distractor(number)
    return ""


def equals_distractor(number: int) -> str:
    """Return a clause stating that PyTorch's result equals the distractor with this index."""
    return f" (this is distractor {number + 1})"


def _count_key(context: ItemContext[Any], asked: AskedValue) -> None:
    """Count the author's answer as proven, or as unproven if it may depend on chance."""
    reason = luck_in(context.scope.setup, context.snippet, asked.code)
    if not reason:
        context.tally.keys.proven += 1
        return
    context.tally.keys.unproven += 1
    context.note_doubt(
        f"the answer may depend on chance, although two runs agree: {reason}; set a seed or ask"
        " for something else",
        *asked.field,
    )


def _require_comparable(
    context: ItemContext[Any], asked: AskedValue, key: Value, actual: Value, again: Value
) -> None:
    """Require a tolerance if the value contains floats, and require equal values in both runs."""
    if has_floats(key) and asked.tolerance is None:
        raise context.stop(
            "the key contains floats, but no tolerance is given.",
            "Add `tolerance`, the largest difference that still counts as right.",
            *(*asked.where, "key"),
        )
    if not same(actual, again, asked.tolerance or 0.0):
        context.tally.keys.wrong += 1
        reason = luck_in(context.scope.setup, context.snippet, asked.code)
        cause = f"{reason[0].upper()}{reason[1:]}. " if reason else ""
        raise context.stop(
            f"the answer depends on chance: {actual.text} in one run, {again.text} in another.",
            f"{cause}Set the seed in the snippet with torch.manual_seed(…), or ask for something"
            " else.",
            *asked.field,
        )


def _check_tolerance(context: ItemContext[Any], asked: AskedValue, actual: Value) -> None:
    size = magnitude(actual)
    if asked.tolerance is not None and asked.tolerance > WIDEST * size > 0:
        raise context.stop(
            f"a tolerance of {asked.tolerance:g} is too large for an answer of {size:g}.",
            "Make it smaller.",
            *(*asked.where, "tolerance"),
        )


def _allowed_difference(key: Value, actual: Value, tolerance: float | None) -> float:
    """Return the maximum difference between the author's answer and PyTorch's value.

    The difference allows for rounding errors if the value contains floats, and is 0 otherwise. The
    item's tolerance applies only to learners' answers, because the author's answer is shown to them
    as the correct value.
    """
    if tolerance is None or not (has_floats(key) or has_floats(actual)):
        return 0.0
    return min(tolerance, max(ROUNDED * magnitude(actual), LEAST))


def check_computed(context: ItemContext[Any], asked: Sequence[AskedValue]) -> None:
    """Require that the snippet computes the answer rather than just assigning a literal."""
    if context.item.unchanged is not None:
        return
    own = names_of(joined(context.scope.setup, context.snippet))
    for each in asked:
        if each.code and not own & names_of(each.code):
            reason = "`ask` uses none of the names in the code, so it does not ask about the code"
            context.note_doubt(reason, *each.field)
    if all(is_constant(context.snippet, each.code) for each in asked):
        context.note_fault(
            "the answer is a literal in the snippet; nothing is computed.",
            "Compute the answer in the snippet, or say in `unchanged` why it is a literal.",
            "snippet",
        )
