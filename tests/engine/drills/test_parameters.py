"""Drawn parameters lie in their ranges, meet the condition, and include every edge."""

from random import Random

import pytest
from msgspec.structs import replace

from torchquiz.engine.drills.parameters import CodeValue, corners, draw, edge_values, values_of
from torchquiz.engine.models.drills import Choices, DrillQuestion, Span
from torchquiz.engine.variants.expressions import ExpressionError
from torchquiz.engine.variants.substitution import substituted

CONV = DrillQuestion(
    stem="?",
    given={"kernel": Span(1, 7), "size": Span(4, 9), "stride": Choices((1, 2))},
    where="kernel <= size",
    derived={"out": "(size - kernel) // stride + 1"},
    setup="",
    snippet="",
    ask="",
    key="",
    because="",
)


def test_a_draw_meets_the_condition_and_computes_what_is_derived() -> None:
    random = Random(3)
    drawn = [draw(CONV, random) for _ in range(200)]
    for params in drawn:
        assert params is not None and params["kernel"] <= params["size"]
        assert params["out"] == (params["size"] - params["kernel"]) // params["stride"] + 1
    assert {params["kernel"] for params in drawn if params} == set(range(1, 8))


def test_the_same_seed_draws_the_same_questions() -> None:
    assert [draw(CONV, Random(5)) for _ in range(3)] == [draw(CONV, Random(5)) for _ in range(3)]


def test_no_draw_is_reported_as_none() -> None:
    assert draw(replace(CONV, where="kernel > 100"), Random(0)) is None


def test_a_condition_that_cannot_be_computed_is_an_error() -> None:
    with pytest.raises(ExpressionError, match="not a parameter"):
        draw(replace(CONV, where="missing > 0"), Random(0))


def test_edges_are_the_ends_of_ranges_and_every_listed_value() -> None:
    assert list(edge_values(CONV)) == [
        *(("kernel", 1), ("kernel", 7), ("size", 4), ("size", 9)),
        *(("stride", 1), ("stride", 2)),
    ]


def test_corners_combine_the_edges_that_meet_the_condition() -> None:
    found = [(params["kernel"], params["size"], params["stride"]) for params in corners(CONV)]
    assert (1, 4, 1) in found and (7, 9, 2) in found
    assert not any(kernel > size for kernel, size, _ in found)


def test_a_listed_string_is_code() -> None:
    (dtype,) = values_of(Choices(("torch.int64",)))
    assert isinstance(dtype, CodeValue) and dtype == "torch.int64"
    assert substituted("x.to(kind)", {"kind": dtype}) == "x.to(torch.int64)"
    assert values_of(Choices(([0, 2, 1],))) == ((0, 2, 1),)
