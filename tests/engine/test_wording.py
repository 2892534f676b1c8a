"""Messages suggest names that are close to a misspelt one."""

from torchquiz.engine.wording import did_you_mean


def test_a_name_that_contains_the_misspelt_one_is_suggested_first() -> None:
    assert did_you_mean("conv", ["cone", "conv2d"]) == "did you mean 'conv2d'?"


def test_similar_names_are_suggested_with_the_closest_first() -> None:
    assert did_you_mean("sise", ["total", "sizes", "size"]) == "did you mean 'size' or 'sizes'?"


def test_the_number_of_suggestions_can_be_limited() -> None:
    assert did_you_mean("siz", ["size", "sizes"], most=1) == "did you mean 'size'?"


def test_nothing_is_suggested_if_no_name_is_close() -> None:
    assert did_you_mean("zebra", ["size"]) == did_you_mean("", ["size"]) == ""
