"""Wording that messages share."""

from torchquiz.engine.wording import did_you_mean


def test_a_name_that_contains_what_was_written_is_suggested_first() -> None:
    assert did_you_mean("conv", ["cone", "conv2d"]) == "did you mean 'conv2d'?"


def test_names_that_are_spelt_alike_are_suggested_nearest_first() -> None:
    assert did_you_mean("sise", ["total", "sizes", "size"]) == "did you mean 'size' or 'sizes'?"


def test_no_more_names_are_suggested_than_wanted() -> None:
    assert did_you_mean("siz", ["size", "sizes"], most=1) == "did you mean 'size'?"


def test_nothing_is_suggested_where_nothing_is_close() -> None:
    assert did_you_mean("zebra", ["size"]) == did_you_mean("", ["size"]) == ""
