"""Checks the learner's code against limits on its operations and its length."""

from torchquiz.engine.grading.grade import Checked
from torchquiz.engine.grading.operations import is_detour, statement_count, uses
from torchquiz.engine.models.answers import Limits
from torchquiz.engine.wording import counted, listed

PLAIN_WORDS = ("arithmetic", "comparison", "logic", "indexing", "loops")
"""Groups of operations that are named in plain English. All other operations are shown as code."""


def limit_texts(limits: Limits) -> tuple[str, ...]:
    """Return one sentence per limit, for learners to read before they write code."""
    texts: list[str] = []
    if limits.only:
        texts.append(f"It uses only {listed([_word(name) for name in limits.only])}.")
    if limits.without:
        texts.append(f"It does not use {listed([_word(name) for name in limits.without], 'or')}.")
    if limits.statements:
        texts.append(f"It has at most {counted(limits.statements, 'statement')}.")
    return tuple(texts)


def limit_results(limits: Limits, code: str) -> tuple[Checked, ...]:
    """Check the code against each limit, and return one result per limit.

    Args:
        limits: the limits.
        code: valid Python.
    """
    broken: list[str] = []
    if limits.only:
        broken.append(_first_use(code, limits.only, is_allowed=True))
    if limits.without:
        broken.append(_first_use(code, limits.without, is_allowed=False))
    if limits.statements:
        count = statement_count(code)
        broken.append(f"it has {counted(count, 'statement')}" if count > limits.statements else "")
    pairs = zip(limit_texts(limits), broken, strict=True)
    return tuple(Checked(text, not seen, seen) for text, seen in pairs)


def _first_use(code: str, operations: tuple[str, ...], *, is_allowed: bool) -> str:
    """Describe where the code first uses an operation that it must not use.

    Return an empty string if the code uses none of these.
    """
    for line, names in sorted(uses(code)):
        is_listed = any(name in operations for name in names)
        is_broken = not is_listed if is_allowed else is_listed or is_detour(names)
        if is_broken:
            return f"line {line} uses {_word(names[-1])}"
    return ""


def _word(operation: str) -> str:
    return operation if operation in PLAIN_WORDS else f"`{operation}`"
