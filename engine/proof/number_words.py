"""Finds numbers that are written as words, such as `twenty-seven`, `two hundred` or `a dozen`.

Roman numerals such as `XXVII` count as words, too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

SINGLE = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ADDED = {word: value for value, word in enumerate(SINGLE.split())} | {
    word: 10 * value for value, word in enumerate(TENS.split(), start=2)
}
"""Values of words that are added to the rest of a number, such as `seven`."""
MULTIPLIED = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
"""Values of words that multiply the number before them, such as `hundred`."""
_WORD = rf"(?:{'|'.join([*ADDED, *MULTIPLIED])})"
SPELT = re.compile(
    rf"\b(?P<half>half )?(?:an? (?={'|'.join(MULTIPLIED)}))?{_WORD}\b(?:(?:[ -]| and ){_WORD}\b)*"
    r"(?![ -](?:quarters|thirds|fifths|tenths|hundredths|thousandths|decimals?|digits?)\b)",
    re.IGNORECASE,
)
"""Matches a number in words, such as `a dozen`, `two hundred and six` or `half a million`."""
ROMAN = re.compile(
    r"(?<![\w.-])(?=[IVXLCDM]{2})M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})(?![\w-])"
)
"""Matches a Roman numeral of at least two letters, such as `XXVII`."""
ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1_000}
ABBREVIATIONS = {"CD", "CI", "CV", "DI", "DL", "DM", "MC", "MD", "MI", "ML", "CC", "CL"}
"""Abbreviations that look like Roman numerals, such as `ML` for machine learning."""
BETWEEN = re.compile(r"[ -]+")
"""Splits a number that is written in words at its spaces and hyphens."""


@dataclass(frozen=True, slots=True)
class SpeltNumber:
    """A number that is written in words, with its position in a text."""

    text: str
    start: int
    value: float


def spelt_numbers(text: str) -> Iterator[SpeltNumber]:
    """Yield the numbers that are written in words, except those in code."""
    for match in SPELT.finditer(text):
        if text.count("`", 0, match.start()) % 2 == 0:
            yield from _numbers(match)
    for match in ROMAN.finditer(text):
        is_code = text.count("`", 0, match.start()) % 2 == 1
        if not is_code and match[0] not in ABBREVIATIONS:
            yield SpeltNumber(match[0], match.start(), _roman_value(match[0]))


def _roman_value(numeral: str) -> int:
    """Return the value of a Roman numeral; a smaller letter before a larger one is subtracted."""
    values = [ROMAN_VALUES[letter] for letter in numeral]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def _numbers(match: re.Match[str]) -> Iterator[SpeltNumber]:
    """Yield the numbers in a matched sequence of number words.

    Words that cannot be combined, such as `six ten`, form two numbers.
    """
    total, group, last = 0, 0, 0
    values: list[int] = []
    for word in BETWEEN.split(match[0].lower()):
        if word in MULTIPLIED:
            factor = MULTIPLIED[word]
            if factor >= 1_000:
                total, group = total + (group or 1) * factor, 0
            else:
                group = (group or 1) * factor
        elif word in ADDED:
            value = ADDED[word]
            if last and not _combines(last, value):
                values.append(total + group)
                total, group = 0, 0
            group += value
        last = MULTIPLIED.get(word) or ADDED.get(word, last)
    values.append(total + group)
    for value in values:
        yield SpeltNumber(match[0], match.start(), value / 2 if match["half"] else value)


def _combines(before: int, value: int) -> bool:
    """Return whether `value` may follow `before` in one number, as in `twenty seven`."""
    is_multiple = before in MULTIPLIED.values() and before != MULTIPLIED["dozen"]
    return is_multiple or (20 <= before < 100 and value < 10)
