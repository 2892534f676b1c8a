"""Compares printed output line by line, with a tolerance for the numbers in it."""

import ast
import math
import re
from itertools import zip_longest
from typing import Any

NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
"""Matches a number in printed output, such as `3`, `-0.25` or `1.5e-05`."""
LONGEST_LITERAL = 10_000
"""The maximum length, in characters, of an output that is read as a Python literal."""
MOST_LINES = 12
"""The maximum number of lines of code that are shown with their output."""


def same_output(actual: str, expected: str, tolerance: float) -> bool:
    """Return whether two outputs have the same words, and numbers that agree within `tolerance`.

    With a tolerance, spaces do not matter, because they depend on the number of digits. Outputs
    that are Python literals may also differ in their spaces and in the order of their dictionaries
    and sets.
    """
    if actual == expected or (tolerance > 0 and _is_close(actual, expected, tolerance)):
        return True
    try:
        return _same_literal(_literal(actual), _literal(expected), tolerance)
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False


def _literal(output: str) -> Any:
    """Return the collection that an output represents.

    Raises:
        ValueError: the output is not a collection.
    """
    if len(output) > LONGEST_LITERAL or output[:1] not in "([{" or not output:
        raise ValueError("not a collection")
    return ast.literal_eval(output)


def _same_literal(left: Any, right: Any, tolerance: float) -> bool:
    """Return whether two literals have equal types, and numbers that agree within `tolerance`."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(
            _same_literal(left[key], right[key], tolerance) for key in left
        )
    if isinstance(left, list | tuple):
        return len(left) == len(right) and all(
            _same_literal(a, b, tolerance) for a, b in zip(left, right, strict=True)
        )
    if isinstance(left, float):
        return math.isclose(left, right, rel_tol=0.0, abs_tol=tolerance)
    return bool(left == right)


def output_difference(actual: str, expected: str, tolerance: float) -> str:
    """Describe the first printed line in which two outputs differ."""
    pairs = zip_longest(actual.split("\n"), expected.split("\n"))
    for number, (line, right) in enumerate(pairs, start=1):
        if line is None or right is None or not same_output(line, right, tolerance):
            return _contrast(number, line, right)
    return "the output has its line breaks in different places"


def _contrast(number: int, line: str | None, right: str | None) -> str:
    if line is None:
        return f"line {number} of the output is missing; it should be `{right}`"
    if right is None:
        return f"line {number} of the output, `{line}`, should not be there"
    return f"line {number} of the output is `{line}`, not `{right}`"


def shown_statements(code: str) -> str:
    """Return the statements whose output is compared. Long code is cut off."""
    lines = code.strip("\n").split("\n")
    return "\n".join(lines if len(lines) <= MOST_LINES else [*lines[:MOST_LINES], "…"])


def _is_close(actual: str, expected: str, tolerance: float) -> bool:
    numbers, right = NUMBER.findall(actual), NUMBER.findall(expected)
    if len(numbers) != len(right) or _words(actual) != _words(expected):
        return False
    # Allow a little more than the tolerance, because the last printed digit is rounded.
    most = tolerance * (1 + 1e-9)
    return all(abs(float(a) - float(b)) <= most for a, b in zip(numbers, right, strict=True))


def _words(output: str) -> list[str]:
    """Return the text between the numbers of an output, without spaces."""
    return ["".join(part.split()) for part in NUMBER.split(output)]
