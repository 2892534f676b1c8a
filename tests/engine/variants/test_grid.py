"""Tests the grid of parameters: every combination that meets `where`, in order."""

from typing import Any

import pytest

from tests.engine.proving.test_checks import authored
from torchquiz.engine.models.authored import Item
from torchquiz.engine.variants.grid import MOST_VARIANTS, GridError, combinations


def names(item: Item) -> list[str]:
    return [combination.name for combination in combinations(item)]


def test_an_item_without_parameters_has_one_variant_without_a_name() -> None:
    (combination,) = combinations(authored())
    assert (combination.name, combination.values) == ("", {})


def test_every_combination_is_a_variant_in_the_order_of_the_grid() -> None:
    assert names(authored(given={"a": [1, 2], "b": ["x", "y"]})) == [
        "a=1, b='x'",
        "a=1, b='y'",
        "a=2, b='x'",
        "a=2, b='y'",
    ]


def test_where_excludes_combinations() -> None:
    assert names(authored(given={"a": [1, 2, 3], "b": [2, 3]}, where="a < b and a != 1")) == [
        "a=2, b=3"
    ]


def test_where_may_use_derived_values() -> None:
    item = authored(given={"a": [1, 4], "b": [2, 3]}, derived={"gap": "a - b"}, where="gap > 1")
    assert names(item) == ["a=4, b=2"]


def test_where_may_rule_out_combinations_without_derived_values() -> None:
    item = authored(given={"a": [0, 2]}, derived={"half": "1 // a"}, where="a > 0")
    assert names(item) == ["a=2"]


def test_derived_values_may_use_parameters_and_each_other() -> None:
    (combination,) = combinations(
        authored(given={"kernel": [5]}, derived={"half": "kernel // 2", "both": "2 * half"})
    )
    assert combination.params == {"kernel": 5} and combination.derived == {"half": 2, "both": 4}
    assert (
        combination.values == {"kernel": 5, "half": 2, "both": 4} and combination.name == "kernel=5"
    )


@pytest.mark.parametrize(
    ("value", "expected"),
    [([1, [2, 3]], (1, (2, 3))), (True, True), (1.5, 1.5), ("same", "same"), (None, None)],
)
def test_a_list_becomes_a_tuple_and_everything_else_stays(value: Any, expected: Any) -> None:
    (combination,) = combinations(authored(given={"a": [value]}))
    assert combination.params == {"a": expected}


@pytest.mark.parametrize(
    ("fields", "where", "reason"),
    [
        (
            {"given": {"a": [1]}, "where": "a > 1"},
            ("where",),
            "no combination of the parameters meets `where`.",
        ),
        (
            {"given": {"a": [1]}, "where": "b > 1"},
            ("where",),
            "`b > 1` cannot be computed: `b` is not a parameter; the parameters are a.",
        ),
        (
            {"given": {"a": [0]}, "derived": {"b": "1 // a"}},
            ("derived", "b"),
            "`1 // a` cannot be computed: it fails (ZeroDivisionError",
        ),
        (
            {"given": {"a": [1]}, "derived": {"a": "2"}},
            ("derived", "a"),
            "`a` is already a parameter.",
        ),
        (
            {"given": {"a": [*range(MOST_VARIANTS + 1)]}},
            ("given",),
            f"the item has {MOST_VARIANTS + 1} variants",
        ),
        (
            {"given": {name: [*range(100)] for name in "abcdefgh"}},
            ("given",),
            "the parameters have more than 5000 combinations.",
        ),
    ],
)
def test_an_invalid_grid_is_reported_at_its_field(
    fields: dict[str, Any], where: tuple[str, ...], reason: str
) -> None:
    with pytest.raises(GridError) as error:
        combinations(authored(**fields))
    assert error.value.where == where and str(error.value).startswith(reason) and error.value.remedy


def test_a_large_grid_is_allowed_if_where_excludes_most_of_it() -> None:
    assert (
        len(combinations(authored(given={"a": [*range(60)], "b": [*range(60)]}, where="a == b")))
        == 60
    )


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("(-1) ** 0.5", "a complex number"),
        ("1e308 * 10", "not a finite number"),
        ("(1, 1e308 * 10 - 1e308 * 10)", "not a finite number"),
        ("'\\ud800'", "text that cannot be saved in a file"),
    ],
)
def test_a_derived_value_is_finite_and_can_be_saved(code: str, kind: str) -> None:
    with pytest.raises(GridError, match=f"is {kind}") as caught:
        combinations(authored(given={"a": [1]}, derived={"z": code}))
    assert caught.value.where == ("derived", "z")
