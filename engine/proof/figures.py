"""Examines the figures, that is, the numbers and shapes, in texts that learners read.

Figures that a template computed are true by construction. Figures that an author typed are examined
here: equations are evaluated, and a shape or number that is presented as a result must occur in
the code, the parameters or a run.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.equations import Correction, half_of_last, report_equations
from torchquiz.engine.proof.rendered import RenderedText

DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[-+]?\d+)?"
"""Matches a number as authors write it: `28`, `1,234`, `0.5`, `1e-3`."""

NUMBER = re.compile(rf"(?<![\w.]){DIGITS}(?![\w]|\.\d)")
"""Matches a number, unless it is part of a name such as `float32` or of a version."""

SHAPE = re.compile(r"(?:(?<!\w)\(|(?<=Size\()\[)(\d+(?:, ?\d+)+,?|\d+,)[)\]]")
"""Matches a shape, such as `(1, 6, 28, 28)` or `torch.Size([2, 3])`, but not a call's arguments."""

SHAPE_ANYWHERE = re.compile(r"\((\d+(?:, ?\d+)+,?|\d+,)\)")
"""Matches a shape in parentheses, including the arguments of a call such as `torch.ones(2, 3)`."""

PLAIN_DIGITS = re.compile(r"\d+(?:\.\d+)?(?:e[-+]?\d+)?")
"""Matches a number without separators, so that `1,234` counts as two numbers."""
GROUPED_DIGITS = re.compile(DIGITS)
UNDERSCORE = re.compile(r"(?<=\d)_(?=\d)")
"""Matches an underscore within a Python number, such as `1_000_000`."""

STATES_RESULT = re.compile(
    r"(?:=|→|->|\b(?:is|gives|makes|leaves|becomes|equals|returns|prints))\s*[-−]?$"
)
"""Matches words before a number that present it as a result, such as `gives `, `= ` or `→ -`."""

KEYWORD = re.compile(r"`[^`]*\w=$")
"""Matches the text before a number in code such as `padding=3`, which is not a result."""

PERCENT_SIGN = re.compile(r"\s?%")
"""Matches the per cent sign after a number, as in `12 %`."""

SMALL = frozenset({0.0, 1.0, 2.0})
"""Numbers that are too common to need a proof."""


@dataclass(frozen=True, slots=True)
class FigureReport:
    """The results of examining the figures in a text."""

    wrong: tuple[str, ...] = ()
    """A sentence, without a full stop, about each wrong figure."""
    unbacked: tuple[str, ...] = ()
    """Numbers that do not occur among the known figures."""
    calculated: int = 0
    """Number of correct results of equations."""
    corrections: Mapping[str, Correction] = field(default_factory=dict)
    """Corrections of the wrong equations, by the sentence about each."""


@dataclass(frozen=True, slots=True)
class KnownFigures:
    """Numbers and shapes that a text may contain without computing them."""

    numbers: frozenset[float]
    shapes: frozenset[tuple[int, ...]]

    def __or__(self, other: "KnownFigures") -> "KnownFigures":
        return KnownFigures(self.numbers | other.numbers, self.shapes | other.shapes)


@dataclass(frozen=True, slots=True)
class WrongFigures:
    """A wrong value and the run that produced it.

    Its figures are known only in the explanation of that wrong value.
    """

    text: str
    run: Run | None

    @property
    def known(self) -> KnownFigures:
        """The figures that appear in the value or in the output of its run."""
        return figures_in("\n".join([self.text, *_run_texts(self.run)]))


def figures_of_variant(
    variant: Variant,
    rendered: Iterable[RenderedText],
    values: Iterable[object],
    *,
    with_options: bool = True,
    wrong_values: Iterable[WrongFigures] = (),
) -> KnownFigures:
    """Return the figures in a variant's question, code, parameters, runs and answers.

    Without `with_options`, the runs of the answers are included, but their texts are not. Wrong
    values and the runs that produced them are left out.
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
    return figures_in("\n".join(texts))


def figures_in(text: str) -> KnownFigures:
    """Return the numbers and shapes in a text."""
    text = UNDERSCORE.sub("", text)
    written = [*PLAIN_DIGITS.findall(text), *GROUPED_DIGITS.findall(text)]
    numbers = {_number(number) for number in written}
    shapes = {_shape(match[1]) for match in SHAPE_ANYWHERE.finditer(text)}
    return KnownFigures(SMALL | numbers, frozenset(shapes))


def examine_figures(text: RenderedText, known: KnownFigures) -> FigureReport:
    """Examine every figure in a text that was typed rather than computed."""
    equations = report_equations(text.text)
    wrong = [*equations.wrong, *_wrong_shapes(text, known)]
    unbacked: list[str] = []
    numbers = known.numbers | equations.true_results | equations.false_results
    # What an equation calculates with may be given, but it is not stated as a result thereby.
    given = numbers | equations.true_operands
    for match in _typed_numbers(text):
        if _is_known(numbers, match[0], text.text[match.end() :]):
            continue
        before = text.text[: match.start()]
        if STATES_RESULT.search(before) and not _is_keyword(before):
            wrong.append(f"the number {match[0]} is not computed anywhere")
        elif not _is_known(given, match[0], text.text[match.end() :]):
            unbacked.append(match[0])
    calculated = len(equations.true_results)
    return FigureReport(tuple(wrong), tuple(unbacked), calculated, equations.corrections)


def examine_equations(text: RenderedText) -> FigureReport:
    """Examine only the equations in a text."""
    report = report_equations(text.text)
    return FigureReport(
        tuple(report.wrong),
        calculated=len(report.true_results),
        corrections=report.corrections,
    )


def _wrong_shapes(text: RenderedText, known: KnownFigures) -> Iterator[str]:
    for match in SHAPE.finditer(text.text):
        if not _is_computed(match.span(), text) and _shape(match[1]) not in known.shapes:
            yield f"the shape {match[0]} is not computed anywhere"


def _typed_numbers(text: RenderedText) -> Iterator[re.Match[str]]:
    """Yield the numbers that are neither computed nor part of a shape."""
    shapes = [match.span() for match in SHAPE.finditer(text.text)]
    for match in NUMBER.finditer(text.text):
        is_in_shape = any(start < match.start() < end for start, end in shapes)
        if not is_in_shape and not _is_computed(match.span(), text):
            yield match


def _is_known(numbers: frozenset[float], written: str, behind: str) -> bool:
    """Return whether a number is a known number, possibly rounded or written as a percentage."""
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
