"""Finds formulas for computed integers, so that an answer can be a formula over the parameters.

It tries polynomials in the parameters, with exact fractions, and then a floor division, as in
`(size - kernel) // 2 + 1`. A formula is accepted only if it is right for every sample.
"""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import product

Point = Mapping[str, int]
"""The values of the parameters, by name."""
Powers = tuple[int, ...]
"""The exponent of each parameter in a term of a polynomial."""

MOST_POWER = 2
SLOPES = (1, -1, 2, -2, 0)
DIVISORS = (2, 3, 4)


def fitted(points: Sequence[Point], values: Sequence[int]) -> str:
    """Return a formula that computes these values from the parameters.

    Return an empty string if no formula is found.

    Args:
        points: the values of the parameters in each sample.
        values: the integer to compute in each sample.
    """
    if len(set(values)) == 1:
        return str(values[0])
    return _polynomial(points, values) or _floor_division(points, values)


def _polynomial(points: Sequence[Point], values: Sequence[int]) -> str:
    """Return the simplest polynomial that fits the values, or an empty string if none does."""
    names = list(points[0])
    for degree in range(1, 2 * MOST_POWER + 1):
        terms = _terms(len(names), degree)
        if len(terms) > len(points) - 1:
            return ""  # With so few samples, none would be left to check the formula.
        rows = [[Fraction(_term(term, point)) for term in terms] for point in points]
        factors = _solved(rows, [Fraction(value) for value in values])
        if factors is not None and all(factor.denominator == 1 for factor in factors):
            return _written(names, terms, [int(factor) for factor in factors])
    return ""


def _terms(count: int, degree: int) -> list[Powers]:
    """Return the terms of a polynomial up to this degree, highest first.

    No variable has a power above 2.
    """
    powers = product(range(min(degree, MOST_POWER) + 1), repeat=count)
    return sorted((term for term in powers if sum(term) <= degree), key=sum, reverse=True)


def _term(powers: Powers, point: Point) -> int:
    value = 1
    for power, number in zip(powers, point.values(), strict=True):
        value *= number**power
    return value


def _solved(rows: list[list[Fraction]], values: list[Fraction]) -> list[Fraction] | None:
    """Solve linear equations by Gaussian elimination. Return None unless there is one solution."""
    width = len(rows[0])
    table = [[*row, value] for row, value in zip(rows, values, strict=True)]
    for column in range(width):
        pivot = next((row for row in range(column, len(table)) if table[row][column]), None)
        if pivot is None:
            return None
        table[column], table[pivot] = table[pivot], table[column]
        table[column] = [entry / table[column][column] for entry in table[column]]
        for row in range(len(table)):
            if row != column and table[row][column]:
                factor = table[row][column]
                table[row] = _minus(table[row], table[column], factor)
    if any(row[width] for row in table[width:]):
        return None
    return [row[width] for row in table[:width]]


def _minus(row: list[Fraction], other: list[Fraction], factor: Fraction) -> list[Fraction]:
    return [entry - factor * second for entry, second in zip(row, other, strict=True)]


def _written(names: Sequence[str], terms: Sequence[Powers], factors: Sequence[int]) -> str:
    """Return a polynomial as Python code, such as `size - kernel + 1`."""
    parts = [
        (factor, _product(names, term, abs(factor)))
        for term, factor in zip(terms, factors, strict=True)
        if factor
    ]
    # A positive part comes first, so that the code does not begin with a minus.
    positive = next((part for part in parts if part[0] > 0), parts[0])
    parts.remove(positive)
    first = positive[1] if positive[0] > 0 else f"-{positive[1]}"
    return first + "".join(f" {'+' if factor > 0 else '-'} {code}" for factor, code in parts)


def _product(names: Sequence[str], powers: Powers, factor: int) -> str:
    parts = [
        name if power == 1 else f"{name} ** {power}"
        for name, power in zip(names, powers, strict=True)
        if power
    ]
    return " * ".join([str(factor), *parts] if factor > 1 or not parts else parts)


def _floor_division(points: Sequence[Point], values: Sequence[int]) -> str:
    """Return a formula with a floor division that fits the values.

    Return an empty string if no formula fits.
    """
    names = list(points[0])
    for divisor, slopes, offset in _floor_divisions(len(names)):
        rests = {
            value - (_weighted(slopes, point) + offset) // divisor
            for value, point in zip(values, points, strict=True)
        }
        if len(rests) == 1:
            (added,) = rests
            if max(slopes) <= 0:
                # As in the formula of a convolution, `(33 - kernel) // 2 + 1`.
                offset, added = offset + divisor * (added - 1), 1
            return _floor_code(names, slopes, offset, divisor, added)
    return ""


def _floor_divisions(count: int) -> Iterator[tuple[int, Powers, int]]:
    """Yield candidates for a formula with floor division: a divisor, factors and an offset.

    Simple candidates come first. Offsets are smaller than the divisor. A larger one would only
    change the number that the formula adds to the quotient.
    """
    for divisor, slopes in product(DIVISORS, product(SLOPES, repeat=count)):
        for offset in range(divisor) if any(slopes) else ():
            yield divisor, slopes, offset


def _weighted(factors: Sequence[int], point: Point) -> int:
    return sum(factor * number for factor, number in zip(factors, point.values(), strict=True))


def _floor_code(names: Sequence[str], slopes: Powers, offset: int, divisor: int, added: int) -> str:
    """Return a floor division as Python code, such as `(size - kernel) // 2 + 1`."""
    count = len(names)
    terms = [tuple(int(row == column) for column in range(count)) for row in range(count)]
    code = _written(names, [*terms, (0,) * count], [*slopes, offset])
    divided = code if code in names else f"({code})"
    end = f" {'+' if added > 0 else '-'} {abs(added)}" if added else ""
    return f"{divided} // {divisor}{end}"
