"""Figures in texts that a learner reads: no number is taken on trust.

What a template computed is true by construction. What an author typed is looked at here: an equation is calculated, and a
shape or a number that is said to come out must be among the numbers that the code, the parameters or a run brought up.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from torchquiz.engine.models.proven import Variant
from torchquiz.engine.models.runs import Run
from torchquiz.engine.proof.texts import Rendered
from torchquiz.engine.variants.expressions import ExpressionError, evaluate

DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?:e[-+]?\d+)?"
NUMBER = re.compile(rf"(?<![\w.]){DIGITS}(?![\w]|\.\d)")
SHAPE = re.compile(r"(?:(?<!\w)\(|(?<=Size\()\[)(\d+(?:, ?\d+)+,?|\d+,)[)\]]")
SAID = re.compile(r"(?:=|→|->|\b(?:is|gives|makes|leaves|becomes|equals|returns|prints))\s*[-−]?$")
KEYWORD = re.compile(r"`[^`]*\w=$")
"""What stands before the number of `padding=3`, which is code that might be written, and not a result."""
WORDS = r"(?:floor|ceil|round|sqrt|exp|log|ln|max|min|abs)(?=\()"
ARITHMETIC = re.compile(
    rf"(?<![\w`.\]])(?:{WORDS}|[\d+\-*/%^().,\s=≈])*[=≈](?:{WORDS}|[\d+\-*/%^().,\s=≈])*"
)
PLAIN_SIGNS = str.maketrans(
    {
        "−": "-",
        "–": "-",
        "×": "*",
        "·": "*",
        "÷": "/",
        "⌊": "floor(",
        "⌋": ")",
        "⌈": "ceil(",
        "⌉": ")",
    }
)
POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
UNIT = re.compile(r"(?<=\d)(?: (?!and|or)[^\W\d_]+){1,2}(?=\s+[-+*/=≈]\s|\))")
"""The words of `6 filters * 25 weights = 150`."""
PER_CENT = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s?%(?!\s*[\d(])")
AS_FRACTION = re.compile(r"\((\d+(?:\.\d+)?)/100\)")
PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
MOST_DECIMALS = 3
OPERATOR = re.compile(r"[-+*/%^]|[a-z]\(")
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
    mended: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    """Of sentences about equations that stand there as plain arithmetic: the right equation, and the wrong one."""


@dataclass(frozen=True, slots=True)
class Known:
    """The numbers and shapes that a variant's code, parameters, stem and runs brought up."""

    numbers: frozenset[float]
    shapes: frozenset[tuple[int, ...]]


def known_figures(
    variant: Variant,
    rendered: Iterable[Rendered],
    values: Iterable[object],
    *,
    with_options: bool = True,
) -> Known:
    """What may be said without being computed, because it stands there; of options perhaps only their runs."""
    texts = [
        variant.stem,
        variant.snippet,
        *map(str, values),
        *_answer_texts(variant, with_options),
        *_run_texts(variant.run),
    ]
    texts += [one.text[start:end] for one in rendered for start, end in one.computed]
    return known_in("\n".join(texts))


def known_in(everything: str) -> Known:
    """The numbers and shapes of a text."""
    numbers = {
        _number(one)
        for pattern in (r"\d+(?:\.\d+)?(?:e[-+]?\d+)?", DIGITS)
        for one in re.findall(pattern, everything)
    }
    shapes = {_shape(match[1]) for match in re.finditer(r"\((\d+(?:, ?\d+)+,?|\d+,)\)", everything)}
    return Known(SMALL | numbers, frozenset(shapes))


def look(text: Rendered, known: Known) -> Looked:
    """Look at every figure of a text that no template computed."""
    wrong, calculated, told, mended = _equations(text.text)
    numbers = known.numbers | calculated | told
    unbacked: list[str] = []
    shapes = list(SHAPE.finditer(text.text))
    for match in shapes:
        if not _touches(match.span(), text.computed) and _shape(match[1]) not in known.shapes:
            wrong.append(f"nothing computed gives the shape {match[0]}")
    for match in NUMBER.finditer(text.text):
        is_inside = _touches(match.span(), text.computed) or any(
            one.start() < match.start() < one.end() for one in shapes
        )
        if is_inside or _is_among(numbers, match[0], text.text[match.end() :]):
            continue
        before = text.text[: match.start()]
        if SAID.search(before) and not _is_keyword(before):
            wrong.append(f"nothing computed gives the number {match[0]}")
        else:
            unbacked.append(match[0])
    return Looked(tuple(wrong), tuple(unbacked), len(calculated), mended)


def look_at_equations(text: Rendered) -> Looked:
    """Look at the equations of a text only."""
    wrong, calculated, _, mended = _equations(text.text)
    return Looked(tuple(wrong), calculated=len(calculated), mended=mended)


def _is_among(numbers: frozenset[float], written: str, behind: str) -> bool:
    """Whether the number, or one that rounds to it, was brought up; per cent also as a fraction."""
    value, decimals = _number(written), len(written.partition(".")[2])
    if value in numbers:
        return True
    if re.match(r"\s?%", behind):
        return any(abs(100 * one - value) <= _half(decimals) for one in numbers)
    return (
        decimals > 0
        and "e" not in written
        and any(abs(one - value) <= _half(decimals) for one in numbers)
    )


def _is_keyword(before: str) -> bool:
    return before.count("`") % 2 == 1 and KEYWORD.search(before) is not None


def _number(written: str) -> float:
    return float(written.replace(",", ""))


def _half(decimals: int) -> float:
    """Half of the last decimal place."""
    return 0.5000001 * 10.0**-decimals


def _plain(text: str) -> str:
    """The text with its arithmetic as Python writes it, and without units."""
    plain = re.sub(
        "[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda match: "^" + match[0].translate(POWERS), text.translate(PLAIN_SIGNS)
    )
    plain = re.sub(
        r"(?<![\d(,.])\d{1,3}(?:,\d{3})+(?![\d,])", lambda match: match[0].replace(",", ""), plain
    )
    return PER_CENT.sub(r"(\1/100)", UNIT.sub("", plain.replace("**", "^")))


def _equations(
    text: str,
) -> tuple[list[str], frozenset[float], frozenset[float], dict[str, tuple[str, str]]]:
    """Equations that do not hold, as sentences; the numbers that the others come to; those that these come to; mended ones."""
    wrong: list[str] = []
    mended: dict[str, tuple[str, str]] = {}
    numbers: dict[bool, set[float]] = {True: set(), False: set()}
    for match in ARITHMETIC.finditer(_plain(text)):
        for left, sign, right in _pairs(match[0].strip(" .,\n")):
            truth = _is_true(left, right, is_rough=sign == "≈")
            if truth is None:
                continue
            numbers[truth] |= {float(one) for one in re.findall(r"\d+(?:\.\d+)?", right)}
            if not truth:
                said = AS_FRACTION.sub(r"\1 %", f"{left.strip()} {sign} {right.strip()}")
                wrong.append(f"the equation {said} does not hold")
                if new := _mended(left, sign, right):
                    mended[wrong[-1]] = (new, f"{left.strip()} {sign} {right.strip()}")
    return wrong, frozenset(numbers[True]), frozenset(numbers[False]), mended


def _mended(left: str, sign: str, right: str) -> str:
    """The equation with the number that its left side comes to; empty where its right side is no plain number."""
    value, stated = _calculated(left), right.strip()
    if value is None or not PLAIN_NUMBER.fullmatch(stated):
        return ""
    decimals = len(stated.partition(".")[2]) or (0 if value == int(value) else MOST_DECIMALS)
    return f"{left.strip()} {sign} {value:.{decimals}f}"


def _pairs(chain: str) -> Iterator[tuple[str, str, str]]:
    """Neighbours in `a = b = c`; of a list, what stands next to the sign."""
    pieces = re.split(r"([=≈])", chain)
    for at in range(1, len(pieces) - 1, 2):
        yield _last(pieces[at - 1]), pieces[at], _first(pieces[at + 1])


def _last(side: str) -> str:
    return (
        re.split(r",\s", side)[-1]
        if side.count("(") == side.count(")") and "floor" not in side
        else side
    )


def _first(side: str) -> str:
    return re.split(r"[,.]\s", side)[0] if side.count("(") == side.count(")") else side


def _is_true(left: str, right: str, *, is_rough: bool) -> bool | None:
    """Whether both sides are equal; None when they are no arithmetic."""
    if not (OPERATOR.search(left.strip()) or OPERATOR.search(right.strip())) or OPERATOR.match(
        left.strip()
    ):
        return None
    values = [_calculated(side) for side in (left, right)]
    if values[0] is None or values[1] is None:
        return None
    difference = abs(values[0] - values[1])
    if is_rough:
        return difference <= ROUGHLY * max(abs(values[0]), abs(values[1]))
    decimals = [found for found in map(_decimals, (left, right)) if found is not None]
    return difference <= (_half(min(decimals)) if decimals else 1e-9)


def _decimals(side: str) -> int | None:
    """To how many decimals a side is rounded; None for arithmetic and whole numbers, which are exact."""
    match = re.fullmatch(r"\s*(\()?-?\d+(?:\.(\d+))?(/100\))?\s*", side)
    if match is None or not (match[2] or match[3]):
        return None
    return len(match[2] or "") + 2 * bool(match[3])


def _calculated(side: str) -> float | None:
    code = re.sub(r"\bln\(", "log(", side.strip().replace("^", "**"))
    try:
        value = evaluate(code, {})
    except ExpressionError:
        return None
    return float(value) if isinstance(value, int | float) else None


def _shape(inner: str) -> tuple[int, ...]:
    return tuple(int(size) for size in inner.split(",") if size.strip())


def _touches(span: tuple[int, int], computed: tuple[tuple[int, int], ...]) -> bool:
    return any(start < span[1] and span[0] < end for start, end in computed)


def _answer_texts(variant: Variant, with_options: bool) -> Iterator[str]:
    yield from variant.answer.texts if with_options else ()
    for run in variant.answer.runs:
        yield from _run_texts(run)


def _run_texts(run: Run | None) -> Iterator[str]:
    if run is not None:
        yield from (run.code, run.asked, run.value, run.output, run.error)
