"""Grades a typed value by comparing it with the correct value.

Input that cannot be parsed does not count as wrong, and the learner may try again.
"""

import math
from collections.abc import Iterator

from torchquiz.engine.grading.form import AnswerForm
from torchquiz.engine.grading.grade import (
    RIGHT,
    Entered,
    Grade,
    Response,
    RunJob,
    Unreadable,
    wrong,
)
from torchquiz.engine.grading.parts import PreviewPart, prose
from torchquiz.engine.grading.typed_value import read, reading
from torchquiz.engine.models.answers import Typed
from torchquiz.engine.models.runs import Value
from torchquiz.engine.sandbox.values import NUMBERS, SEQUENCES, elements, same
from torchquiz.engine.wording import counted


class TypedForm(AnswerForm[Typed]):
    """The answer form in which the learner types a single value. No code is run."""

    is_typed = True

    def grade(self, answer: Typed, response: Response, run: RunJob) -> Grade | Unreadable:
        """Grade a typed value, adding the misconception if the author expects this mistake."""
        if not isinstance(response, Entered) or len(response.texts) != 1:
            return Unreadable("Type the answer first.")
        value = read(response.texts[0], answer.key)
        if isinstance(value, Unreadable):
            return value
        if same(value, answer.key, answer.tolerance):
            return RIGHT
        for near in answer.near:
            if near.value is not None and _is_near(response.texts[0], near.value, answer):
                return wrong(near)
        return Grade("wrong", because=_difference(value, answer))

    def reading(self, answer: Typed, response: Response) -> str:
        """Describe how the typed value was understood, or return an empty string if obvious."""
        assert isinstance(response, Entered)
        return reading(response.texts[0], answer.key)

    def preview(self, answer: Typed) -> Iterator[PreviewPart]:
        """Yield a note that the learner types the answer."""
        yield prose("The learner types the answer.")


FORM = TypedForm()


def _is_near(text: str, near: Value, answer: Typed) -> bool:
    """Return whether typed input is a known wrong value, which may have another type."""
    typed = read(text, near)
    return isinstance(typed, Value) and same(typed, near, answer.tolerance)


def _difference(value: Value, answer: Typed) -> str:
    """Describe how a wrong value differs from the correct one, without revealing the latter."""
    key = answer.key
    if value.tag in SEQUENCES and key.tag in SEQUENCES:
        return _sequence_difference(value, answer)
    if value.tag in NUMBERS and key.tag in NUMBERS:
        mine, right = float(value.data), float(key.data)
        if mine != right and not math.isnan(mine) and not math.isnan(right):
            return f"Too {'large' if mine > right else 'small'}."
    return "PyTorch's value is different."


def _sequence_difference(value: Value, answer: Typed) -> str:
    mine, right = elements(value), elements(answer.key)
    if len(mine) != len(right):
        has = counted(len(right), "number" if answer.key.tag == "shape" else "element")
        return f"The answer has {has}; yours has {len(mine) or 'none'}."
    differing = [
        str(position)
        for position, (one, other) in enumerate(zip(mine, right, strict=True), start=1)
        if not same(one, other, answer.tolerance)
    ]
    positions = "position" if len(differing) == 1 else "positions"
    return f"PyTorch's value is different at {positions} {', '.join(differing)}."
