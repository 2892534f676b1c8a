"""Examines the figures (numbers and shapes) in texts that learners read.

Figures that a template computed are correct by construction. This module examines figures that an
author typed. It evaluates equations, and requires that a shape or a number stated as a result occur
in the code, the parameters or a run of the code.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.equations import Correction, half_of_last, report_equations
from torchquiz.engine.proof.number_words import spelt_numbers
from torchquiz.engine.proof.rendered import RenderedText
from torchquiz.engine.proof.written_figures import (
    DIGITS,
    SHAPE,
    WrittenFigure,
    has_computed_part,
    number_value,
    written_figures,
)

SHAPE_ANYWHERE = re.compile(r"\((\d+(?:, ?\d+)+,?|\d+,)\)")
"""Matches a shape in parentheses, including the arguments of a call such as `torch.ones(2, 3)`."""

PLAIN_DIGITS = re.compile(r"\d+(?:\.\d+)?(?:e[-+]?\d+)?")
"""Matches a number without separators, so that `1,234` counts as two numbers."""
GROUPED_DIGITS = re.compile(DIGITS)
LIST = re.compile(r"\[[^\[\]]+\]")
"""Matches a list without nested lists, such as `[1, 2, 3]`."""
UNDERSCORE = re.compile(r"(?<=\d)_(?=\d)")
"""Matches an underscore within a Python number, such as `1_000_000`."""

STATES_RESULT = re.compile(
    r"(?:=|→|->|\b(?:is|gives|makes|leaves|becomes|equals|returns|prints)"
    r"|(?:\b(?:it|they|(?:[Tt]he|[Ee]ach|[Ee]very|[Tt]his|[Bb]oth|[Aa]) [a-z][a-z ]{2,30}?)|`)"
    r" (?:has|have|contains?|holds?|needs?|yields?|produces?))"
    r"\s*(?:only |just |exactly |still |now |all |therefore )?[-−]?$"
)
"""Matches words before a number that present it as a result, such as `gives `, `= ` or `→ -`.

What a name such as MNIST has may be a fact from elsewhere, but not what “the layer has ”.
"""

DIMENSIONS = re.compile(r"\b(?:dims?|axis|axes)=$")
"""Matches the text before a tuple of dimensions, such as `dim=(2, 3)`, which is not a shape."""

KEYWORD = re.compile(r"`[^`]*\w=$")
"""Matches the text before a number in code such as `padding=3`, which is not a result."""

VECTOR = re.compile(
    r"\b(?:vectors?|points?|pairs?|tuples?|values?|gradients?|numbers?|elements?|gives?|becomes?"
    r"|returns?) $"
)
"""Matches words before numbers in parentheses that need not be a shape: “the vector (3, 4)”."""

BROADCAST = re.compile(
    r"\b(?:counts? as|(?:is|are) (?:treated|seen|read|padded|aligned|lined up)|broadcast|as if it"
    r" (?:had|were))\b"
)
"""Matches words about broadcasting, which adds axes of size 1 in front of a shape."""

OF_LINES = re.compile(
    r" (?:other |remaining |last |first )?(?:lines|statements|calls|operations|steps)\b"
)
"""Matches what a number of lines of code counts, as in `five statements`."""

PERCENT_SIGN = re.compile(r"\s?%")
"""Matches the per cent sign after a number, as in `12 %`."""

SMALL = frozenset({0.0, 1.0, 2.0})
"""Numbers that are too common to need a proof."""


@dataclass(frozen=True, slots=True)
class FigureReport:
    """The results of checking the numbers and shapes in a text."""

    wrong: tuple[str, ...] = ()
    """A sentence, without a full stop, about each wrong figure."""
    unbacked: tuple[str, ...] = ()
    """Numbers that do not occur among the known figures."""
    unbacked_results: tuple[str, ...] = ()
    """Unbacked numbers that the text presents as results, which also count as wrong figures."""
    calculated: int = 0
    """The number of correct results of equations."""
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    """The correction of each wrong equation. The keys are the sentences in `wrong`."""


@dataclass(frozen=True, slots=True)
class KnownFigures:
    """Numbers and shapes that a text may state without computing them."""

    numbers: frozenset[float]
    shapes: frozenset[tuple[int, ...]]
    counts: frozenset[float] = frozenset()
    """Counts of visible things, which a text may state in words."""
    lines: int = 0
    """The number of lines of code, of which a text may count some: “Two of these five lines”."""

    def __or__(self, other: "KnownFigures") -> "KnownFigures":
        return KnownFigures(
            self.numbers | other.numbers,
            self.shapes | other.shapes,
            self.counts | other.counts,
            max(self.lines, other.lines),
        )


NO_FIGURES = KnownFigures(frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class WrongFigures:
    """A wrong answer and the run that produced it.

    Only the explanation of this answer may state numbers and shapes from the answer or its run.
    """

    text: str
    run: Run | None

    @property
    def known(self) -> KnownFigures:
        """The numbers and shapes in the wrong answer or in the output of its run."""
        return figures_in("\n".join([self.text, *_run_texts(self.run)]))


def stated_figures(known: Iterable[Any]) -> KnownFigures:
    """Return the numbers and shapes that the author took from elsewhere and listed as known."""
    shapes = [tuple(figure) for figure in known if isinstance(figure, list)]
    numbers = [float(figure) for figure in known if not isinstance(figure, list)]
    sizes = [float(size) for shape in shapes for size in shape]
    return KnownFigures(frozenset([*numbers, *sizes]), frozenset(shapes))


def figures_of_variant(
    variant: Variant,
    rendered: Iterable[RenderedText],
    values: Iterable[object],
    *,
    with_options: bool = True,
    wrong_values: Iterable[WrongFigures] = (),
) -> KnownFigures:
    """Return the numbers and shapes in a variant's question, code, parameters, runs and answers.

    If `with_options` is false, the texts of the answers are left out, but their runs are not. Wrong
    values and the runs that produced them are always left out.
    """
    texts = [variant.stem, variant.snippet, *map(str, values)]
    wrong = list(wrong_values)
    wrong_texts = {value.text for value in wrong} - set(variant.answer.key_texts)
    if with_options:
        texts += [text for text in variant.answer.texts if text not in wrong_texts]
    for run in (*variant.answer.runs, variant.run):
        if not any(run is value.run for value in wrong):
            texts += _run_texts(run)
    for text in rendered:
        texts += text.figures
    lines = variant.snippet.count("\n") + 1
    counts = frozenset(map(float, (lines, len(variant.answer.options))))
    return figures_in("\n".join(texts)) | KnownFigures(frozenset(), frozenset(), counts, lines)


def figures_in(text: str) -> KnownFigures:
    """Find all numbers and shapes in a text."""
    text = UNDERSCORE.sub("", text)
    written = [*PLAIN_DIGITS.findall(text), *GROUPED_DIGITS.findall(text)]
    numbers = {number_value(number) for number in written}
    numbers |= {number.value for number in spelt_numbers(text)}
    shapes = {_shape(match[1]) for match in SHAPE_ANYWHERE.finditer(text)}
    sizes = [len(shape) for shape in shapes] + [math.prod(shape) for shape in shapes]
    lengths = [match[0].count(",") + 1 for match in LIST.finditer(text)]
    return KnownFigures(
        SMALL | numbers, frozenset(shapes), frozenset(map(float, [*sizes, *lengths]))
    )


def examine_figures(text: RenderedText, known: KnownFigures) -> FigureReport:
    """Check every number and shape that the author typed into a text, skipping computed ones."""
    equations = report_equations(text.text)
    wrong = [*equations.wrong, *_wrong_shapes(text, known)]
    unbacked: list[str] = []
    results: list[str] = []
    numbers = known.numbers | equations.true_results | equations.false_results
    # The operands of an equation may be given numbers, but the equation does not state them as
    # results.
    given = numbers | equations.true_operands
    for figure in written_figures(text):
        if _is_known(numbers, figure, text) or _is_count(figure, known, text):
            continue
        before = text.text[: figure.start]
        is_result = STATES_RESULT.search(before) and not _is_keyword(before)
        if is_result and not figure.is_spelt:
            wrong.append(f"the number {figure.text} is not computed anywhere")
            results.append(figure.text)
        elif not _is_known(given, figure, text):
            unbacked.append(figure.text)
    calculated = len(equations.true_results)
    return FigureReport(
        tuple(wrong), tuple(unbacked), tuple(results), calculated, equations.corrections
    )


def examine_equations(text: RenderedText) -> FigureReport:
    """Check only the equations in a text."""
    report = report_equations(text.text)
    return FigureReport(
        tuple(report.wrong),
        calculated=len(report.true_results),
        corrections=report.corrections,
    )


def _wrong_shapes(text: RenderedText, known: KnownFigures) -> Iterator[str]:
    for match in SHAPE.finditer(text.text):
        before, shape = text.text[: match.start()], _shape(match[1])
        is_vector = VECTOR.search(before) and known.numbers.issuperset(shape)
        is_other = is_vector or DIMENSIONS.search(before) or shape in known.shapes
        is_padded = BROADCAST.search(text.text) and _without_leading_ones(shape) in known.shapes
        if not (is_other or is_padded or has_computed_part(match.span(), text)):
            yield f"the shape {match[0]} is not computed anywhere"


def _is_known(numbers: frozenset[float], figure: WrittenFigure, text: RenderedText) -> bool:
    """Return whether a number is known exactly, as a rounded number or as a percentage."""
    if figure.is_spelt:
        return figure.value in numbers
    value, decimals = figure.value, len(figure.text.partition(".")[2])
    if value in numbers or (figure.operands and numbers.issuperset(figure.operands)):
        return True
    if PERCENT_SIGN.match(text.text, figure.end):
        return any(abs(100 * number - value) <= half_of_last(decimals) for number in numbers)
    if not decimals or "e" in figure.text:
        return False
    return any(abs(number - value) <= half_of_last(decimals) for number in numbers)


def _is_count(figure: WrittenFigure, known: KnownFigures, text: RenderedText) -> bool:
    """Return whether a number counts something known, as in `4-D` for a known shape with 4 axes.

    A number in words may also count some of the lines of the code.
    """
    if figure.is_spelt:
        counts_lines = OF_LINES.match(text.text, figure.end) is not None
        return figure.value in known.counts or (counts_lines and figure.value <= known.lines)
    return figure.is_dimension and any(len(shape) == figure.value for shape in known.shapes)


def _is_keyword(before: str) -> bool:
    is_within_code = before.count("`") % 2 == 1
    return is_within_code and KEYWORD.search(before) is not None


def _shape(inner: str) -> tuple[int, ...]:
    return tuple(int(size) for size in inner.split(",") if size.strip())


def _without_leading_ones(shape: tuple[int, ...]) -> tuple[int, ...]:
    start = next((at for at, size in enumerate(shape) if size != 1), len(shape))
    return shape[start:]


def _run_texts(run: Run | None) -> tuple[str, ...]:
    return (run.code, run.asked, run.value, run.output, run.error) if run is not None else ()
