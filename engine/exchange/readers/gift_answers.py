"""Divides the answers of a GIFT question at `=` and `~`, but not at an `=` within a text."""

import re
from dataclasses import dataclass

SIGN = re.compile(r"(?P<line>(?:\A|\n)[ \t]*=)|~=?|(?P<word>[ \t]=(?![>=\s]))|=")
"""Matches what may begin an answer: `~`, or an `=` at the start of a line, before a word as in
`a =b`, or anywhere else, as in `x=3`."""
WEIGHT = re.compile(r"%(-?\d{1,3}(?:[.,]\d{0,9})?)%")
"""Matches the weight of an answer in per cent: `%-50%` in `%-50%int64`."""


@dataclass(frozen=True, slots=True)
class GiftAnswer:
    """One answer, with its feedback behind a `#`."""

    is_marked_right: bool
    """Whether an `=` precedes it."""
    weight: float | None
    """Per cent of the marks; None if no weight is written."""
    text: str

    @property
    def worth(self) -> float:
        """Per cent of the marks that it earns."""
        return 100.0 * self.is_marked_right if self.weight is None else self.weight


@dataclass(frozen=True, slots=True)
class GiftAnswers:
    """The answers of a question."""

    answers: tuple[GiftAnswer, ...]
    has_equals_in_text: bool
    """Whether an `=` was taken as text, although it is not escaped."""

    @property
    def is_several(self) -> bool:
        """Whether any number of answers may be marked: if none is marked right on its own."""
        return not any(answer.is_marked_right for answer in self.answers)


def gift_answers(text: str) -> GiftAnswers:
    """Return the answers in a text.

    An `=` in the middle of a text, as in `x=3`, begins an answer only if the question has no right
    answer otherwise.
    """
    signs = list(SIGN.finditer(text))
    clear = [sign for sign in signs if sign["line"] or sign["word"] or sign[0][0] == "~"]
    answers = _between(text, clear)
    has_key = any(answer.worth > 0 for answer in answers)
    if not has_key:
        return GiftAnswers(_between(text, signs), has_equals_in_text=False)
    return GiftAnswers(answers, has_equals_in_text=len(clear) < len(signs))


def _between(text: str, signs: list[re.Match[str]]) -> tuple[GiftAnswer, ...]:
    ends = [sign.start() for sign in signs[1:]] + [len(text)]
    return tuple(
        _answer(sign[0], text[sign.end() : end].strip())
        for sign, end in zip(signs, ends, strict=True)
    )


def _answer(sign: str, text: str) -> GiftAnswer:
    weight = WEIGHT.match(text)
    if weight is None:
        return GiftAnswer("=" in sign, None, text)
    return GiftAnswer("=" in sign, float(weight[1].replace(",", ".")), text[weight.end() :])
