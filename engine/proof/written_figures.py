"""Finds the numbers and shapes that an author typed into a text, in various notations."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from torchquiz.engine.proof.number_words import spelt_numbers
from torchquiz.engine.proof.rendered import RenderedText

DIGITS = r"(?:\d{1,3}(?:[,_]\d{3})+|\d+)(?:\.\d+)?(?:e[-+]?\d+)?"
"""Matches a number as authors write it: `28`, `1,234`, `1_234`, `0.5`, `1e-3`."""

NUMBER = re.compile(rf"(?<![\w.]){DIGITS}(?![\w]|\.\d)")
"""Matches a number, unless it is part of a name such as `float32` or of a version."""

GLUED = re.compile(rf"(?:(?<![\w.])|(?<=\dx)){DIGITS}(?![\d_]|\.\d)(?P<power>⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+)?")
"""Matches a number, including anything attached to its end: `27px`, `27x27`, `27th` or `2⁵`."""

SHAPE = re.compile(r"(?:(?<!\w)\(|(?<=Size\()\[)(\d+(?:, ?\d+)+,?|\d+,)[)\]]")
"""Matches a shape, such as `(1, 6, 28, 28)` or `torch.Size([2, 3])`, but not a call's arguments."""

DIMENSIONS = re.compile(r"-?[dD]\b")
"""Matches the end of a number of dimensions, as in `4-D` or `3D`."""

NAMED = re.compile(
    r"\b\w*[A-Z]\w*-$|\b(?:PyTorch|Python|NumPy|CUDA|[Vv]ersion) $"
    r"|\b[Ll]ines? (?:\d+(?:, | and | or | to |–))*$"
)
"""Matches a prefix that makes a number part of a name: `ResNet-` before `34`, `Python ` before
`3.11`, or `lines 3 and ` before `4`."""

EXPONENT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")


@dataclass(frozen=True, slots=True)
class WrittenFigure:
    """A number in a text that the author typed, at least in part."""

    text: str
    start: int
    end: int
    value: float
    operands: tuple[float, ...] = ()
    """The base and the exponent of a power."""
    is_dimension: bool = False
    """Whether the number is a number of dimensions, as in `4-D`."""
    is_spelt: bool = False
    """Whether the number is written in words."""


def written_figures(text: RenderedText) -> Iterator[WrittenFigure]:
    """Yield the numbers in a text, except computed ones and those in typed shapes."""
    plain = text.text
    shapes = [match.span() for match in SHAPE.finditer(plain)]
    for match in GLUED.finditer(plain):
        is_code = plain.count("`", 0, match.start()) % 2 == 1
        if is_code and not NUMBER.match(plain, match.start()):
            continue
        inside = [span for span in shapes if span[0] < match.start() < span[1]]
        is_in_typed_shape = any(not has_computed_part(span, text) for span in inside)
        if is_in_typed_shape or is_computed(match.span(), text):
            continue
        if not NAMED.search(plain[: match.start()]):
            yield _figure(match)
    for number in spelt_numbers(plain):
        span = number.start, number.start + len(number.text)
        if not is_computed(span, text):
            yield WrittenFigure(number.text, *span, number.value, is_spelt=True)


def _figure(match: re.Match[str]) -> WrittenFigure:
    power = match["power"]
    after = match.string[match.end() :]
    if power:
        exponent = int(power.translate(EXPONENT_DIGITS))
        base = number_value(match[0].removesuffix(power))
        value = base**exponent if base and abs(exponent) <= 64 else base
        return WrittenFigure(match[0], *match.span(), value, (base, float(abs(exponent))))
    is_dimension = DIMENSIONS.match(after) is not None
    return WrittenFigure(match[0], *match.span(), number_value(match[0]), is_dimension=is_dimension)


def number_value(written: str) -> float:
    """Return the value of a number in digits, which may have thousands separators."""
    return float(written.replace(",", "").replace("_", ""))


def is_computed(span: tuple[int, int], text: RenderedText) -> bool:
    """Return whether all digits and letters in a part of a text were computed, not typed."""
    return all(
        any(start <= at < end for start, end in text.computed)
        for at in range(*span)
        if text.text[at].isalnum()
    )


def has_computed_part(span: tuple[int, int], text: RenderedText) -> bool:
    """Return whether any character in a part of a text was computed, not typed."""
    return any(start < span[1] and span[0] < end for start, end in text.computed)
