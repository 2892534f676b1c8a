"""Tests that the formulas found for keys fit all samples exactly."""

from itertools import product

import pytest

from torchquiz.engine.authoring.drafting.fitting import fitted

GRID = [{"size": size, "kernel": kernel} for size, kernel in product(range(20, 24), range(2, 6))]


@pytest.mark.parametrize(
    "formula",
    [
        "7",
        "size",
        "size - kernel + 1",
        "2 * size - 3",
        "size * kernel + kernel",
        "3 * kernel ** 2 + 1",
        "size // 2",
        "(size - kernel) // 2 + 1",
        "(size - kernel + 2) // 3",
    ],
)
def test_a_formula_is_found(formula: str) -> None:
    values = [eval(formula, dict(point)) for point in GRID]
    found = fitted(GRID, values)
    assert [eval(found, dict(point)) for point in GRID] == values
    assert len(found) <= len(formula) + len(" + 1")


def test_values_without_a_rule_have_no_formula() -> None:
    values = [point["size"] ** point["kernel"] % 7 for point in GRID]
    assert fitted(GRID, values) == ""


def test_a_polynomial_needs_more_samples_than_terms() -> None:
    assert fitted([{"n": 1}, {"n": 2}, {"n": 3}], [1, 17, 3]) == ""
