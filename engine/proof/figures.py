"""Figures in texts that a learner reads: no number is taken on trust.

What a template computed is true by construction. What an author typed is examined here: an equation
is calculated, and a shape or a number that is stated as a result must be among the numbers that the
code, the parameters or a run contain.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.equations import Correction, check_equations_of, half_of_last
from torchquiz.engine.proof.rendered import RenderedText

DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[-+]?\d+)?"
"""A number as authors write it: `28`, `1,234`, `0.5`, `1e-3`."""

NUMBER = re.compile(rf"(?<![\w.]){DIGITS}(?![\w]|\.\d)")
"""A number by itself: not within a name or a version, as the `32` of `float32`."""

SHAPE = re.compile(r"(?:(?<!\w)\(|(?<=Size\()\[)(\d+(?:, ?\d+)+,?|\d+,)[)\]]")
"""A shape, as `(1, 6, 28, 28)`, `(3,)` or the list of `torch.Size([2, 3])`, but not arguments."""

SHAPE_ANYWHERE = re.compile(r"\((\d+(?:, ?\d+)+,?|\d+,)\)")
"""A shape in round brackets, also as the arguments of a call, as in `torch.ones(2, 3)`."""

PLAIN_DIGITS = re.compile(r"\d+(?:\.\d+)?(?:e[-+]?\d+)?")
"""A number without commas: `1,234` counts as two."""
GROUPED_DIGITS = re.compile(DIGITS)

SAID = re.compile(r"(?:=|→|->|\b(?:is|gives|makes|leaves|becomes|equals|returns|prints))\s*[-−]?$")
"""What states the number behind it as a result: `gives `, `= `, `→ -`."""

KEYWORD = re.compile(r"`[^`]*\w=$")
"""What is before the number of `padding=3` within code, which states no result."""

PERCENT_SIGN = re.compile(r"\s?%")
"""The per cent sign behind a number, as in `12 %`."""

SMALL = frozenset({0.0, 1.0, 2.0})
"""Numbers that anybody counts with."""


@dataclass(frozen=True, slots=True)
class FigureReport:
    """What the figures of a text are found to be."""

    wrong: tuple[str, ...] = ()
    """Sentences about figures that are not true, without a full stop."""
    unbacked: tuple[str, ...] = ()
    """Numbers that occur nowhere else."""
    calculated: int = 0
    """How many results of equations are right."""
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    """How to correct the equation that a sentence is about."""


@dataclass(frozen=True, slots=True)
class KnownFigures:
    """Numbers and shapes that a text may use without computing them."""

    numbers: frozenset[float]
    shapes: frozenset[tuple[int, ...]]


def figures_of_variant(
    variant: Variant,
    rendered: Iterable[RenderedText],
    values: Iterable[object],
    *,
    with_options: bool = True,
) -> KnownFigures:
    """Return the figures of a variant: of its question, code, parameters, runs and answers.

    Without `with_options`, only the runs of the answers count, and not their texts.
    """
    texts = [variant.stem, variant.snippet, *map(str, values)]
    if with_options:
        texts += variant.answer.texts
    for run in (*variant.answer.runs, variant.run):
        texts += _run_texts(run)
    for text in rendered:
        texts += text.figures
    return figures_in("\n".join(texts))


def figures_in(text: str) -> KnownFigures:
    """Return the numbers and shapes of a text."""
    written = [*PLAIN_DIGITS.findall(text), *GROUPED_DIGITS.findall(text)]
    numbers = {_number(number) for number in written}
    shapes = {_shape(match[1]) for match in SHAPE_ANYWHERE.finditer(text)}
    return KnownFigures(SMALL | numbers, frozenset(shapes))


def examine_figures(text: RenderedText, known: KnownFigures) -> FigureReport:
    """Examine every figure of a text that no template computed."""
    equations = check_equations_of(text.text)
    wrong = [*equations.wrong, *_wrong_shapes(text, known)]
    unbacked: list[str] = []
    numbers = known.numbers | equations.true_results | equations.false_results
    for match in _typed_numbers(text):
        if _is_known(numbers, match[0], text.text[match.end() :]):
            continue
        before = text.text[: match.start()]
        if SAID.search(before) and not _is_keyword(before):
            wrong.append(f"nothing computed gives the number {match[0]}")
        else:
            unbacked.append(match[0])
    calculated = len(equations.true_results)
    return FigureReport(tuple(wrong), tuple(unbacked), calculated, equations.corrections)


def examine_equations(text: RenderedText) -> FigureReport:
    """Examine only the equations of a text."""
    report = check_equations_of(text.text)
    return FigureReport(
        tuple(report.wrong),
        calculated=len(report.true_results),
        corrections=report.corrections,
    )


def _wrong_shapes(text: RenderedText, known: KnownFigures) -> Iterator[str]:
    for match in SHAPE.finditer(text.text):
        if not _is_computed(match.span(), text) and _shape(match[1]) not in known.shapes:
            yield f"nothing computed gives the shape {match[0]}"


def _typed_numbers(text: RenderedText) -> Iterator[re.Match[str]]:
    """Yield the numbers that are neither computed nor part of a shape."""
    shapes = [match.span() for match in SHAPE.finditer(text.text)]
    for match in NUMBER.finditer(text.text):
        is_in_shape = any(start < match.start() < end for start, end in shapes)
        if not is_in_shape and not _is_computed(match.span(), text):
            yield match


def _is_known(numbers: frozenset[float], written: str, behind: str) -> bool:
    """Return whether a number is known, or rounds one that is; per cent also as a fraction."""
    value, decimals = _number(written), len(written.partition(".")[2])
    if value in numbers:
        return True
    if PERCENT_SIGN.match(behind):
        return any(abs(100 * number - value) <= half_of_last(decimals) for number in numbers)
    if not decimals or "e" in written:
        return False
    return any(abs(number - value) <= half_of_last(decimals) for number in numbers)


def _is_keyword(before: str) -> bool:
    is_within_code = before.count("`") % 2 == 1
    return is_within_code and KEYWORD.search(before) is not None


def _number(written: str) -> float:
    return float(written.replace(",", ""))


def _shape(inner: str) -> tuple[int, ...]:
    return tuple(int(size) for size in inner.split(",") if size.strip())


def _is_computed(span: tuple[int, int], text: RenderedText) -> bool:
    return any(start < span[1] and span[0] < end for start, end in text.computed)


def _run_texts(run: Run | None) -> tuple[str, ...]:
    return (run.code, run.asked, run.value, run.output, run.error) if run is not None else ()
