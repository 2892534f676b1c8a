"""Rules are tested with the edges of their ranges, with small values, and with many others."""

import pytest

from torchquiz.engine.variants.draws import FEWEST, DrawError, draws_of


def test_all_combinations_are_drawn_if_there_are_few() -> None:
    draws = draws_of({"rows": "1..3", "dtype": ["float32", "int64"]}, None)
    assert len(draws.values) == FEWEST and draws.is_enough
    assert {(draw["rows"], draw["dtype"]) for draw in draws.values} == {
        (rows, dtype) for rows in (1, 2, 3) for dtype in ("float32", "int64")
    }


def test_wide_ranges_are_drawn_with_their_edges_and_their_corners() -> None:
    draws = draws_of({"kernel": "1..11", "size": "8..64"}, None)
    drawn = {(draw["kernel"], draw["size"]) for draw in draws.values}
    assert len(drawn) == len(draws.values) >= FEWEST
    assert {(1, 8), (1, 64), (11, 8), (11, 64), (2, 9)} <= drawn
    assert {kernel for kernel, _ in drawn} == set(range(1, 12))


def test_draws_are_the_same_in_every_run_and_the_smallest_come_first() -> None:
    over = {"kernel": "1..11", "size": "8..64", "rate": "0.1..0.9"}
    first, second = (draws_of(over, "kernel <= size").values for _ in range(2))
    assert first == second
    assert first[0] == {"kernel": 1, "size": 8, "rate": 0.1}
    assert first[-1] == {"kernel": 11, "size": 64, "rate": 0.9}


def test_a_condition_leaves_combinations_out() -> None:
    draws = draws_of({"kernel": "1..50", "size": "1..50"}, "kernel < size")
    assert len(draws.values) >= FEWEST and draws.is_enough
    assert all(draw["kernel"] < draw["size"] for draw in draws.values)


def test_a_condition_that_few_combinations_meet_leaves_too_few_draws() -> None:
    assert not draws_of({"rows": "1..5000", "columns": "1..9"}, "rows == 600 * columns").is_enough


def test_a_list_may_contain_lists() -> None:
    draws = draws_of({"shape": [[2, 3], [4]], "flag": [True, False]}, None)
    assert draws.values[0] == {"shape": (2, 3), "flag": True}


@pytest.mark.parametrize("value", [3, "3", [3], "3..3", "4..3", "a..b", "0.5..0.5", True])
def test_a_name_needs_at_least_two_values(value: object) -> None:
    with pytest.raises(DrawError, match="`size` has no range of values"):
        draws_of({"size": value}, None)


def test_at_most_six_names_are_drawn() -> None:
    with pytest.raises(DrawError, match="at most 6"):
        draws_of(dict.fromkeys("abcdefg", "1..9"), None)
