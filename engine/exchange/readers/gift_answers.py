"""Splits the answers of a GIFT question at `=` and `~`, but not at an `=` within an answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SIGN = re.compile(r"(?P<line>(?:\A|\n)[ \t]*=)|~=?|(?P<word>[ \t]=(?![>=\s]))|=")
"""Matches a sign that may begin an answer: a `~`, or an `=` at the start of a line, before a word
as in `a =b`, or anywhere else as in `x=3`."""
WEIGHT = re.compile(r"%(-?\d{1,3}(?:[.,]\d{0,9})?)%")
"""Matches the weight of an answer as a percentage: `%-50%` in `%-50%int64`."""
FULL_MARKS = 99.0
"""The percentage from which several answers together earn full marks, as three of 33.33 % do."""


@dataclass(frozen=True, slots=True)
class GiftAnswer:
    """One answer of a GIFT question, with any feedback after a `#`."""

    is_marked_right: bool
    """Whether the answer begins with an `=`."""
    weight: float | None
    """The percentage of the marks, or None if the file does not specify a weight."""
    text: str

    @property
    def worth(self) -> float:
        """The percentage of the question's marks that the answer earns."""
        return 100.0 * self.is_marked_right if self.weight is None else self.weight


@dataclass(frozen=True, slots=True)
class GiftAnswers:
    """All answers of a GIFT question."""

    answers: tuple[GiftAnswer, ...]
    has_sign_in_text: bool
    """Whether an unescaped `=` or `~` was treated as part of an answer."""

    @property
    def is_several(self) -> bool:
        """Whether learners may select several answers, because none is marked as the right one."""
        return not any(answer.is_marked_right for answer in self.answers)


def gift_answers(text: str) -> GiftAnswers:
    """Split the content of a question's braces into answers.

    An `=` in the middle of a line, as in `x=3`, begins an answer only if the other answers do not
    earn full marks.
    """
    found = list(SIGN.finditer(text))
    signs = list(_without_tildes(text, found))
    clear = [sign for sign in signs if sign["line"] or sign["word"] or sign[0][0] == "~"]
    answers = _between(text, clear)
    if sum(max(answer.worth, 0.0) for answer in answers) < FULL_MARKS:
        return GiftAnswers(_between(text, signs), has_sign_in_text=len(signs) < len(found))
    return GiftAnswers(answers, has_sign_in_text=len(clear) < len(found))


def _without_tildes(text: str, signs: list[re.Match[str]]) -> Iterator[re.Match[str]]:
    """Yield the signs without a `~` that follows another sign at once, as in `=~/config.txt`.

    An answer cannot be empty, so such a tilde is part of the answer.
    """
    start = -1
    for sign in signs:
        if sign[0] != "~" or sign.start() != start:
            yield sign
            weight = WEIGHT.match(text, sign.end())
            start = weight.end() if weight else sign.end()


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
