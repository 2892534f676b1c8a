"""Grades the checks of written code.

Their values left the worker and are compared here, where the code cannot influence the comparison.
"""

from torchquiz.engine.models.answers import Check
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Answered, Goal, Raised
from torchquiz.engine.sandbox.values import same


def check_failure(check: Check, answer: Answered) -> str:
    """Return what the code gave instead of what the check wants, without a full stop.

    It is empty if the check holds.
    """
    expected = check.condition.expected
    if isinstance(answer, Raised):
        return answer.located_sentence
    if isinstance(answer, Value) and expected is not None:
        if same(answer, expected, check.tolerance):
            return ""
        return f"{check.condition.left} is {_difference(answer, expected)}"
    assert isinstance(answer, Goal)
    if answer.holds:
        return ""
    return answer.sentence or f"{check.condition.code} is not true"


def _difference(value: Value, expected: Value) -> str:
    """Return both values, or both types where the values do not fit into a sentence."""
    types = f"of type {value.tag}, not {expected.tag}"
    if value.text == expected.text:
        return types
    if "\n" in value.text + expected.text:
        return f"another {expected.tag}" if value.tag == expected.tag else types
    return f"{value.text}, not {expected.text}"
