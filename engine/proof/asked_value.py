"""A value that is asked of a snippet, as by predict and by the cells of a table."""

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from torchquiz.engine.models.authored import Change, Code, Distractor, Item
from torchquiz.engine.models.runs import Value
from torchquiz.engine.proof.filling import report_hole, value_amendment
from torchquiz.engine.proof.item_context import ItemContext
from torchquiz.engine.sandbox.job import Outcome
from torchquiz.engine.sandbox.values import has_floats, is_comparable, magnitude, same
from torchquiz.engine.variants.constants import is_constant
from torchquiz.engine.yaml.positions import Where

ROUNDED, LEAST = 0.01, 1e-6
"""A key may be rounded to two digits; near zero, it may be as far off as floats are."""
WIDEST = 0.5
"""A tolerance may be half of what is asked for."""
UNTYPED = ("tensor", "class", "dict")
"""The sorts of values that are too long to type."""


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
    def is_printed(self) -> bool:
        """Whether it asks for what the snippet prints."""
        return self.code is None

    @property
    def field(self) -> Where:
        """The field of a fault in what is asked."""
        return ("snippet",) if self.is_printed else (*self.where, "ask")


class ValueItem(Item):
    """An item that asks for values of its snippet, so that wrong ones can be suggested."""

    snippet: Code
    if TYPE_CHECKING:  # each kind declares it with its own limits, at its own place
        distractors: Sequence[ValueDistractor]

    @abstractmethod
    def asked(self) -> Iterator[Asked]:
        """Yield what it asks, as the author wrote it."""


def actual_value(
    context: ItemContext[Any], outcome: Outcome, asked: Asked, number: int = 0
) -> Value:
    """Return what the snippet gave; `number` is the ask's among those of the job.

    Raises:
        ProofStopped: the snippet failed, or its value cannot be compared.
    """
    context.require_success(outcome, "the snippet", "snippet")
    if asked.is_printed:
        return printed(outcome.output)
    value = context.value(outcome.answers[number], "`ask`", *asked.field)
    if not is_comparable(value):
        raise context.stop(
            f"`ask` gives {value.text}, which can only be compared by its text.",
            "Ask for a shape, a number, a dtype, a text, a truth value or a small tensor.",
            *asked.field,
        )
    return value


def printed(text: str) -> Value:
    """Return what was printed, without the spaces and empty lines that nobody sees."""
    lines = "\n".join(line.rstrip() for line in text.strip("\n").split("\n"))
    return Value("str", lines, lines)


def check_key(
    context: ItemContext[Any], asked: Asked, key: Value | None, actual: Value, again: Value
) -> Value:
    """Return the key, which must be what PyTorch gives with either seed.

    Args:
        context: the proof.
        asked: what is asked.
        key: the value of the author's formula; None where a `?` waits for it.
        actual: what the snippet gave.
        again: what it gave with another seed.

    Raises:
        ProofStopped: the key is not right.
    """
    _require_comparable(context, asked, key or actual, actual, again)
    where, tolerance = (*asked.where, "key"), asked.tolerance
    if key is None:
        report_hole(context, "key", actual, tolerance, where, is_printed=asked.is_printed)
        return actual
    _check_tolerance(context, asked, actual)
    if not same(key, actual, _allowed_difference(key, actual, tolerance)):
        context.tally.keys.wrong += 1
        raise context.stop(
            "the key is not what PyTorch gives.",
            f"key:     {key.text}\nPyTorch: {actual.text}",
            *where,
            amendment=value_amendment(
                context, actual, tolerance, where, is_printed=asked.is_printed
            ),
        )
    context.tally.keys.proven += 1
    return key


def _require_comparable(
    context: ItemContext[Any], asked: Asked, key: Value, actual: Value, again: Value
) -> None:
    """Demand a tolerance for floats, and the same value with either seed."""
    if has_floats(key) and asked.tolerance is None:
        raise context.stop(
            "the key has floats, and no tolerance is given.",
            "Add 'tolerance:', how far an answer may be off.",
            *(*asked.where, "key"),
        )
    if not same(actual, again, asked.tolerance or 0.0):
        context.tally.keys.wrong += 1
        raise context.stop(
            f"the answer depends on chance: {actual.text} with one seed, {again.text} with"
            " another.",
            "Pin the seed in the snippet with torch.manual_seed(…), or ask for something else.",
            *asked.field,
        )


def _check_tolerance(context: ItemContext[Any], asked: Asked, actual: Value) -> None:
    size = magnitude(actual)
    if asked.tolerance is not None and asked.tolerance > WIDEST * size > 0:
        raise context.stop(
            f"the tolerance takes nearly anything for right: {asked.tolerance:g} off {size:g}.",
            "Make it smaller.",
            *(*asked.where, "tolerance"),
        )


def _allowed_difference(key: Value, actual: Value, tolerance: float | None) -> float:
    """Return how far a key may differ from PyTorch: by rounding for a float, else not at all.

    The tolerance is for the learner; a key that is only near the truth would be shown as the truth.
    """
    if tolerance is None or not (has_floats(key) or has_floats(actual)):
        return 0.0
    return min(tolerance, max(ROUNDED * magnitude(actual), LEAST))


def check_computed(context: ItemContext[Any], asked: Sequence[Asked]) -> None:
    """Demand that code computes what is asked; a constant in the snippet proves nothing."""
    if context.item.unchanged is not None:
        return
    if all(is_constant(context.snippet, each.code) for each in asked):
        context.note_fault(
            "the answer stands in the snippet as a constant; no code comes to it.",
            "Let the answer come from the code, or say in 'unchanged:' why it is a constant.",
            "snippet",
        )
