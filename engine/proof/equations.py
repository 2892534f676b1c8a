"""Finds the equations in a text, evaluates them, and corrects those that are wrong."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from torchquiz.engine.variants.expressions import ExpressionError, evaluate

FUNCTION = r"(?:floor|ceil|round|sqrt|exp|log|ln|max|min|abs)(?=\()"
"""Matches the name of a function before its parenthesis, such as `floor` in `floor(31 / 2)`."""

ARITHMETIC = re.compile(
    rf"(?<![\w`.\]])(?:{FUNCTION}|[\d+\-*/%^().,\s=≈])*[=≈](?:{FUNCTION}|[\d+\-*/%^().,\s=≈])*"
)
"""Matches arithmetic around an equals sign, such as `(32 - 5) + 1 = 28`.

The match does not begin inside a name, code or an index, so `x = 28` only yields `= 28`.
"""

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

SUPERSCRIPT = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
"""Matches an exponent, such as `¹⁰` in `2¹⁰`."""
SUPERSCRIPT_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")

GROUPED_NUMBER = re.compile(r"(?<![\d(,.])\d{1,3}(?:,\d{3})+(?![\d,])")
"""Matches a number with thousands separators, such as `1,234,567`, but not the shape `(1,234)`."""

UNIT = re.compile(r"(?<=\d)(?: (?!and|or)[^\W\d_]+){1,2}(?=\s+[-+*/=≈]\s|\))")
"""Matches the unit after a number, such as ` filters` in `6 filters * 25 weights = 150`."""

PER_CENT = re.compile(r"(?<![\w.])(\d+(?:\.\d+)?)\s?%(?!\s*[\d(])")
"""Matches a percentage, such as `12.5 %`, but not the remainder `7 % 3`."""

AS_FRACTION = re.compile(r"\((\d+(?:\.\d+)?)/100\)")
"""Matches a percentage that has been rewritten as a fraction, such as `(12.5/100)`."""

PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
"""Matches a whole number or a decimal, such as `-3` or `0.25`."""

UNSIGNED_NUMBER = re.compile(r"\d+(?:\.\d+)?")
"""Matches a number without its sign, such as the `3` in `-3`."""

ROUNDED_NUMBER = re.compile(r"\s*(\()?-?\d+(?:\.(\d+))?(/100\))?\s*")
"""Matches a side that is a single number, such as `3.14` or `(12.5/100)`.

Group 2 contains its decimals, and group 3 the end of a percentage.
"""

SIGN = re.compile(r"([=≈])")
"""Splits `a = b ≈ c` at its signs, which are kept."""
LIST_COMMA = re.compile(r",\s")
"""Splits `with stride 2, 31 // 2` at the comma."""
CLAUSE_END = re.compile(r"[,.]\s")
"""Matches the end of a clause after a number, as in `28, so it fits` or `28. Then`."""
LOGARITHM = re.compile(r"\bln\(")
"""Matches the natural logarithm, as in `ln(2)`, which Python calls `log`."""
OPERATOR = re.compile(r"[-+*/%^]|[a-z]\(")
"""Matches an operator or a call, which shows that a side such as `2 + 3` is arithmetic."""

SIGNED = re.compile(r"-(?:[a-z]+\(|[\d.]+\s*[-+*/%^])")
"""Matches a minus at the beginning of arithmetic, as in `-log(0.5) = 0.693` or `-2 + 3 = 1`."""
BEFORE_SIGNED = re.compile(r"(?:^|[.:;,(]|\b(?:is|gives|so|thus|therefore|or|and))\s*$")
"""Matches the text before a minus that must be a sign, since there is nothing to subtract from."""

MOST_DECIMALS = 3
"""The maximum number of decimals in a corrected result."""
ROUGHLY = 0.01
"""The maximum difference between the two sides of `≈`, relative to the larger side."""
EXACTLY = 1e-9
"""The maximum difference between the two sides of `=`, which allows for the precision of floats."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A wrong equation in a text, and the equation that should replace it."""

    new: str
    old: str


@dataclass(slots=True)
class EquationReport:
    """The results of checking the equations in a text."""

    wrong: list[str] = field(default_factory=list)
    """A sentence, without a full stop, about each equation that does not hold."""
    corrections: dict[str, Correction] = field(default_factory=dict)
    """The correction of each wrong equation. The keys are the sentences in `wrong`."""
    true_results: set[float] = field(default_factory=set)
    """Numbers on the right sides of equations that hold."""
    true_operands: set[float] = field(default_factory=set)
    """Numbers on the left sides of equations that hold."""
    false_results: set[float] = field(default_factory=set)
    """Numbers on the right sides of equations that do not hold."""


def report_equations(text: str) -> EquationReport:
    """Evaluate every equation in a text, and report which ones are true."""
    report = EquationReport()
    plain = _as_python(text)
    for match in ARITHMETIC.finditer(plain):
        chain = match[0].strip(" .,\n")
        is_signed = SIGNED.match(chain) and BEFORE_SIGNED.search(plain[: match.start()])
        for left, sign, right in _pairs(chain):
            # After a name, the first operator has no left operand: `x - 3 = 5`.
            if is_signed or not OPERATOR.match(left.strip()):
                _check(left, sign, right, report)
    return report


def _check(left: str, sign: str, right: str, report: EquationReport) -> None:
    holds = _holds(left, right, is_rough=sign == "≈")
    if holds is None:
        return
    numbers = {float(number) for number in UNSIGNED_NUMBER.findall(right)}
    if holds:
        report.true_results |= numbers
        report.true_operands |= {float(number) for number in UNSIGNED_NUMBER.findall(left)}
        return
    report.false_results |= numbers
    equation = f"{left.strip()} {sign} {right.strip()}"
    as_written = AS_FRACTION.sub(r"\1 %", equation)
    sentence = f"the equation {as_written} does not hold"
    report.wrong.append(sentence)
    if correct := _correct_equation(left, sign, right):
        report.corrections[sentence] = Correction(correct, equation)


def _as_python(text: str) -> str:
    """Rewrite a text's arithmetic in Python's notation, without units."""
    plain = text.translate(PLAIN_SIGNS)
    plain = SUPERSCRIPT.sub(lambda match: "^" + match[0].translate(SUPERSCRIPT_DIGITS), plain)
    plain = GROUPED_NUMBER.sub(lambda match: match[0].replace(",", ""), plain)
    plain = UNIT.sub("", plain.replace("**", "^"))
    return PER_CENT.sub(r"(\1/100)", plain)


def _correct_equation(left: str, sign: str, right: str) -> str:
    """Return an equation with the correct result on its right side.

    Return an empty string if the right side is not a single number.
    """
    value, stated = _side_value(left), right.strip()
    if value is None or not PLAIN_NUMBER.fullmatch(stated):
        return ""
    decimals = len(stated.partition(".")[2])
    if not decimals and value != int(value):
        decimals = MOST_DECIMALS
    return f"{left.strip()} {sign} {value:.{decimals}f}"


def _pairs(chain: str) -> Iterator[tuple[str, str, str]]:
    """Yield adjacent sides of a chain such as `a = b = c` in pairs, with the sign between them.

    If a side is a list, only the entry next to the sign counts.
    """
    pieces = SIGN.split(chain)
    for at in range(1, len(pieces) - 1, 2):
        yield _end_of(pieces[at - 1]), pieces[at], _beginning_of(pieces[at + 1])


def _end_of(side: str) -> str:
    if _is_balanced(side) and "floor" not in side:
        return LIST_COMMA.split(side)[-1]
    return side


def _beginning_of(side: str) -> str:
    return CLAUSE_END.split(side)[0] if _is_balanced(side) else side


def _is_balanced(side: str) -> bool:
    return side.count("(") == side.count(")")


def _holds(left: str, right: str, *, is_rough: bool) -> bool | None:
    """Return whether the two sides of an equation are equal.

    Return None if the equation contains no arithmetic or cannot be evaluated. If `is_rough` is set,
    the sides may differ slightly.
    """
    is_arithmetic = OPERATOR.search(left.strip()) or OPERATOR.search(right.strip())
    if not is_arithmetic:
        return None
    left_value, right_value = _side_value(left), _side_value(right)
    if left_value is None or right_value is None:
        return None
    difference = abs(left_value - right_value)
    if is_rough:
        return difference <= ROUGHLY * max(abs(left_value), abs(right_value))
    decimals = [count for count in (_decimals(left), _decimals(right)) if count is not None]
    return difference <= (half_of_last(min(decimals)) if decimals else EXACTLY)


def half_of_last(decimals: int) -> float:
    """Return half a unit in the last decimal place, which is the maximum rounding error."""
    return 0.5000001 * 10.0**-decimals


def _decimals(side: str) -> int | None:
    """Return the number of decimal places in a rounded number.

    A percentage counts as a fraction, with two more places. Return None for arithmetic and whole
    numbers.
    """
    match = ROUNDED_NUMBER.fullmatch(side)
    if match is None or not (match[2] or match[3]):
        return None
    return len(match[2] or "") + (2 if match[3] else 0)


def _side_value(side: str) -> float | None:
    code = LOGARITHM.sub("log(", side.strip().replace("^", "**"))
    try:
        value = evaluate(code, {})
    except ExpressionError:
        return None
    return float(value) if isinstance(value, int | float) else None
