"""Measures the form of an item's options: their length, similarity, wording and numbers."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from torchquiz.engine.authoring.guessing.options import NO_ERROR, OptionTexts

EQUAL = 1e-9
"""The largest difference from the average that is treated as a rounding error."""
Measures = list[float]
"""One measured number for each option."""
Measure = Callable[[OptionTexts], Measures]


@dataclass(frozen=True, slots=True)
class Feature:
    """A measurable property of options, with the name of the cue to which it contributes."""

    name: str
    cue: str
    measure: Measure


def measured(options: OptionTexts) -> list[dict[str, float]]:
    """Return each option's features by name, relative to the average of the item's options."""
    measures: list[dict[str, float]] = [{} for _ in options.texts]
    for feature in FEATURES:
        values = feature.measure(options)
        average = sum(values) / len(values) if values else 0.0
        for measure, value in zip(measures, values, strict=False):
            if abs(value - average) > EQUAL:
                measure[feature.name] = value - average
    return measures


def _length(options: OptionTexts) -> Measures:
    lengths = [len(text) for text in options.texts]
    return [length * len(lengths) / max(sum(lengths), 1) for length in lengths]


def _word_count(options: OptionTexts) -> Measures:
    counts = [len(tokens) for tokens in options.tokens]
    return [count * len(counts) / max(sum(counts), 1) for count in counts]


def _likeness(options: OptionTexts) -> Measures:
    """Return the average similarity of each option to the other options."""
    return [
        sum(options.likeness(index, other) for other in options.others(index))
        / max(len(options.texts) - 1, 1)
        for index in range(len(options.texts))
    ]


def _greatest_likeness(options: OptionTexts) -> Measures:
    return [
        max((options.likeness(index, other) for other in options.others(index)), default=0.0)
        for index in range(len(options.texts))
    ]


def _neighbours(options: OptionTexts) -> Measures:
    """Return, for each option, the proportion of the others that differ from it in one place."""
    return [
        sum(options.differ_in_one_place(index, other) for other in options.others(index))
        / max(len(options.texts) - 1, 1)
        for index in range(len(options.texts))
    ]


def _shared_class(options: OptionTexts) -> Measures:
    classes = [name for name, _ in options.exceptions]
    return [classes.count(name) - 1.0 for name in classes]


def _shared_line(options: OptionTexts) -> Measures:
    lines = [line for _, line in options.exceptions]
    return [lines.count(line) - 1.0 if line else 0.0 for line in lines]


def _shared_class_and_line(options: OptionTexts) -> Measures:
    both = zip(_shared_class(options), _shared_line(options), strict=True)
    return [same_class + same_line for same_class, same_line in both]


def _line(options: OptionTexts) -> Measures:
    return [float(line or 0) for _, line in options.exceptions]


def _is_no_error(options: OptionTexts) -> Measures:
    return [float(text == NO_ERROR) for text in options.texts]


def _is_class(name: str) -> Measure:
    return lambda options: [float(other == name) for other, _ in options.exceptions]


def _number(options: OptionTexts) -> Measures:
    return options.numbers


def _is_between(options: OptionTexts) -> Measures:
    numbers = options.numbers
    return [float(min(numbers) < number < max(numbers)) for number in numbers]


def _is_whole(options: OptionTexts) -> Measures:
    return [float(number.is_integer()) for number in options.numbers]


def _matches(pattern: str) -> Measure:
    """Return a measure that is 1 for each option that contains the pattern, and 0 otherwise."""
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda options: [float(bool(compiled.search(text))) for text in options.texts]


def _is_most(measure: Measure, sign: float = 1.0) -> Measure:
    """Return a measure that is 1 for the option with the largest value of another measure.

    If several options have the largest value, the 1 is divided equally among them. With a `sign` of
    -1, the smallest value counts instead of the largest. If all values are equal, the measure is 0.
    """

    def is_most(options: OptionTexts) -> Measures:
        values = [sign * value for value in measure(options)]
        top = values.count(max(values, default=0.0))
        if top == len(values):
            return [0.0] * len(values)
        return [float(value == max(values)) / top for value in values]

    return is_most


WORDING = {
    "must": "must|needs|need|needed|should|required|has to|have to",
    "fails": "cannot|fails|fail|can't|not allowed|raises|error|missing|wrong|lacks?",
    "some": "may|might|can|could|usually|often|sometimes|some|about|roughly|at most|at least|more"
    "|less|than",
    "only": "all|only|never|always|every|each|any|whatever|none|no|nothing|everything",
    "not": r"not|no|never|nothing|without|neither|cannot|un\w+",
    "because": "because|since|so|as|therefore|to|for",
    "but": "but|yet|though|while|instead|than|rather",
    "too": "too",
    "same": "like|same|itself|again|still|as well|already",
}
"""Patterns for words that are more common in wrong options than in right ones, or vice versa.

Each pattern is named after its first word.
"""

FEATURES: Sequence[Feature] = (
    Feature("length", "length", _length),
    Feature("longest", "length", _is_most(_length)),
    Feature("shortest", "length", _is_most(_length, sign=-1)),
    Feature("words", "length", _word_count),
    Feature("likeness", "likeness", _likeness),
    Feature("most-alike", "likeness", _is_most(_likeness)),
    Feature("least-alike", "likeness", _is_most(_likeness, sign=-1)),
    Feature("closest", "likeness", _greatest_likeness),
    Feature("neighbours", "likeness", _neighbours),
    Feature("most-neighbours", "likeness", _is_most(_neighbours)),
    *(
        Feature(f"says-{name}", name, _matches(rf"\b({words})\b"))
        for name, words in WORDING.items()
    ),
    Feature("has-number", "number", _matches(r"\d")),
    Feature("has-code", "code", _matches("`.*`")),
    Feature("begins-with-code", "code", _matches("^`")),
    Feature("has-comma", "comma", _matches(", ")),
    Feature("no-error", "no-error", _is_no_error),
    Feature("class", "exception", _shared_class),
    Feature("line", "exception", _shared_line),
    Feature("class-and-line", "exception", _shared_class_and_line),
    Feature("last-line", "exception", _is_most(_line)),
    *(Feature(name, "exception", _is_class(name)) for name in ("RuntimeError", "TypeError")),
    *(Feature(name, "exception", _is_class(name)) for name in ("ValueError", "IndexError")),
    Feature("smallest", "size", _is_most(_number, sign=-1)),
    Feature("largest", "size", _is_most(_number)),
    Feature("between", "size", _is_between),
    Feature("whole", "size", _is_whole),
)
