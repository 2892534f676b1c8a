"""What a check of written code came to: its value left the worker, and is compared here, where no code can reach it."""

from torchquiz.engine.models.answers import Check
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Answered, Goal, Raised
from torchquiz.engine.sandbox.values import same


def failed(check: Check, seen: Answered) -> str:
    """What the code gave instead of what the check asks for, as a sentence without its full stop; empty when it holds."""
    expected = check.condition.expected
    if isinstance(seen, Raised):
        return seen.located_sentence
    if isinstance(seen, Value) and expected is not None:
        return (
            ""
            if same(seen, expected, check.tolerance)
            else f"{check.condition.left} is {_compared(seen, expected)}"
        )
    assert isinstance(seen, Goal)
    return "" if seen.holds else seen.sentence or f"{check.condition.code} is not true"


def _compared(seen: Value, expected: Value) -> str:
    """Both values, as far as they fit into a sentence."""
    if seen.text == expected.text:
        return f"of type {seen.tag}, not {expected.tag}"
    if "\n" in seen.text + expected.text:
        return (
            f"another {expected.tag}"
            if seen.tag == expected.tag
            else f"of type {seen.tag}, not {expected.tag}"
        )
    return f"{seen.text}, not {expected.text}"
