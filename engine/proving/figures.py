"""Figures in texts that a learner reads: no number is taken on trust.

What a template computed is true by construction. What an author typed is looked at here: an equation is calculated, and a
shape or a number that is said to come out must be among the numbers that the code, the parameters or a run brought up.
"""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.kinds.case import Rendered
from engine.models.proven import Choose, Fill, Option, Run, Typed, Variant
from engine.variants.expressions import ExpressionError, evaluate

NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:e[-+]?\d+)?(?![\w]|\.\d)")
SHAPE = re.compile(r"(?<!\w)\((\d+(?:, ?\d+)+,?|\d+,)\)")
SAID = re.compile(r"(?:=|→|->|\bis|\bgives|\bmakes)\s*$")
ARITHMETIC = re.compile(r"(?<![\w`.\]])(?:floor(?=\()|[\d+\-*/%^().,\s=≈])*[=≈](?:floor(?=\()|[\d+\-*/%^().,\s=≈])*")
PLAIN_SIGNS = str.maketrans({"−": "-", "–": "-", "×": "*", "·": "*", "÷": "/"})
OPERATOR = re.compile(r"[-+*/%^]")
SMALL = frozenset({0.0, 1.0, 2.0})
"""Numbers that anybody counts with."""
ROUGHLY = 0.01


@dataclass(frozen=True, slots=True)
class Looked:
    """What looking at a text found."""

    wrong: tuple[str, ...] = ()
    """Sentences about figures that are not true, without a full stop."""
    unbacked: tuple[str, ...] = ()
    """Numbers that nothing brought up."""
    calculated: int = 0
    """Equations that hold."""


@dataclass(frozen=True, slots=True)
class Known:
    """The numbers and shapes that a variant's code, parameters, stem and runs brought up."""

    numbers: frozenset[float]
    shapes: frozenset[tuple[int, ...]]


def known_figures(variant: Variant, rendered: Iterable[Rendered], values: Iterable[object]) -> Known:
    """What may be said without being computed, because it stands there."""
    texts = [variant.stem, variant.snippet, *(str(value) for value in values), *_answer_texts(variant), *_run_texts(variant.run)]
    texts += [one.text[start:end] for one in rendered for start, end in one.computed]
    everything = "\n".join(texts)
    numbers = {float(one) for one in re.findall(r"\d+(?:\.\d+)?(?:e[-+]?\d+)?", everything)}
    shapes = {_shape(match[1]) for match in re.finditer(r"\((\d+(?:, ?\d+)+,?|\d+,)\)", everything)}
    return Known(SMALL | numbers, frozenset(shapes))


def look(text: Rendered, known: Known) -> Looked:
    """Look at every figure of a text that no template computed."""
    wrong, calculated = _equations(text.text)
    numbers = known.numbers | calculated
    unbacked: list[str] = []
    shapes = list(SHAPE.finditer(text.text))
    for match in shapes:
        if not _touches(match.span(), text.computed) and _shape(match[1]) not in known.shapes:
            wrong.append(f"nothing computed gives the shape {match[0]}")
    for match in NUMBER.finditer(text.text):
        is_inside = _touches(match.span(), text.computed) or any(one.start() < match.start() < one.end() for one in shapes)
        if is_inside or float(match[0]) in numbers:
            continue
        if SAID.search(text.text[: match.start()]):
            wrong.append(f"nothing computed gives the number {match[0]}")
        else:
            unbacked.append(match[0])
    return Looked(tuple(wrong), tuple(unbacked), len(calculated))


def _equations(text: str) -> tuple[list[str], frozenset[float]]:
    """Equations that do not hold, as sentences, and the numbers that the others come to."""
    plain = text.translate(PLAIN_SIGNS).replace("⌊", "floor(").replace("⌋", ")").replace("**", "^")
    wrong: list[str] = []
    calculated: set[float] = set()
    for match in ARITHMETIC.finditer(plain):
        for left, sign, right in _pairs(match[0].strip(" .,")):
            truth = _is_true(left, right, is_rough=sign == "≈")
            if truth is None:
                continue
            if truth:
                calculated |= {float(one) for one in re.findall(r"\d+(?:\.\d+)?", right)}
            else:
                wrong.append(f"the equation {left.strip()} {sign} {right.strip()} does not hold")
    return wrong, frozenset(calculated)


def _pairs(chain: str) -> Iterator[tuple[str, str, str]]:
    """Neighbours in `a = b = c`; of a list, what stands next to the sign."""
    pieces = re.split(r"([=≈])", chain)
    for at in range(1, len(pieces) - 1, 2):
        yield _last(pieces[at - 1]), pieces[at], _first(pieces[at + 1])


def _last(side: str) -> str:
    return re.split(r",\s", side)[-1] if side.count("(") == side.count(")") and "floor" not in side else side


def _first(side: str) -> str:
    return re.split(r"[,.]\s", side)[0] if side.count("(") == side.count(")") else side


def _is_true(left: str, right: str, *, is_rough: bool) -> bool | None:
    """Whether both sides are equal; None when they are no arithmetic."""
    if not (OPERATOR.search(left.strip()) or OPERATOR.search(right.strip())) or OPERATOR.match(left.strip()):
        return None
    values = [_calculated(side) for side in (left, right)]
    if values[0] is None or values[1] is None:
        return None
    difference = abs(values[0] - values[1])
    if is_rough:
        return difference <= ROUGHLY * max(abs(values[0]), abs(values[1]))
    decimals = [len(side.strip().rsplit(".", 1)[1]) for side in (left, right) if re.fullmatch(r"\s*\d+\.\d+\s*", side)]
    return difference <= (0.5000001 * 10 ** -min(decimals) if decimals else 1e-9)


def _calculated(side: str) -> float | None:
    code = side.strip().replace("floor", "int").replace("^", "**")
    try:
        ast.parse(code, mode="eval")
        value = evaluate(code, {})
    except (ExpressionError, SyntaxError):
        return None
    return float(value) if isinstance(value, int | float) else None


def _shape(inner: str) -> tuple[int, ...]:
    return tuple(int(size) for size in inner.split(",") if size.strip())


def _touches(span: tuple[int, int], computed: tuple[tuple[int, int], ...]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in computed)


def _answer_texts(variant: Variant) -> Iterator[str]:
    answer = variant.answer
    if isinstance(answer, Choose):
        for option in answer.options:
            yield from _option_texts(option)
    elif isinstance(answer, Typed):
        yield answer.key.text
    elif isinstance(answer, Fill):
        yield from answer.key
        yield answer.program.goal
    if isinstance(answer, Typed | Fill):
        for near in answer.near:
            yield from near.text
            yield from _run_texts(near.run)


def _option_texts(option: Option) -> Iterator[str]:
    yield option.text
    yield from _run_texts(option.run)


def _run_texts(run: Run | None) -> Iterator[str]:
    if run is not None:
        yield from (run.code, run.asked, run.value, run.output, run.error)
