"""Compares the results of the learner's code with the values that its checks expect.

This happens outside the worker, where the code cannot influence it.
"""

from torchquiz.engine.models.answers import Check
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Answered, Goal, Raised
from torchquiz.engine.sandbox.values import same


def check_failure(check: Check, answer: Answered) -> str:
    """Return why a check fails, without a full stop.

    The result is an empty string if the check passes.
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
    """Return both values; if they look the same or have several lines, return both types."""
    types = f"of type {value.tag}, not {expected.tag}"
    if value.text == expected.text:
        return types
    if "\n" in value.text + expected.text:
        return f"a different {expected.tag}" if value.tag == expected.tag else types
    return f"{value.text}, not {expected.text}"
