"""Compares the results of written code with what its checks expect.

This happens outside the worker, where the code cannot influence it.
"""

from torchquiz.engine.models.answers import Check
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.job import Answered, Goal, Raised
from torchquiz.engine.sandbox.values import same


def check_failure(check: Check, answer: Answered) -> str:
    """Return what the code gave instead of the expected value, without a full stop.

    The text is empty if the check holds.
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
    """Return both values, or both types if the texts are equal or too long for a sentence."""
    types = f"of type {value.tag}, not {expected.tag}"
    if value.text == expected.text:
        return types
    if "\n" in value.text + expected.text:
        return f"a different {expected.tag}" if value.tag == expected.tag else types
    return f"{value.text}, not {expected.text}"
