"""Tests splitting goals into conditions."""

import pytest

from torchquiz.engine.variants.goals import GoalPart, parts


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("y.shape == (1, 2)", [GoalPart("y.shape == (1, 2)", "y.shape", "(1, 2)")]),
        ("a == 1 and b == 2", [GoalPart("a == 1", "a", "1"), GoalPart("b == 2", "b", "2")]),
        ("a == b == c", [GoalPart("a == b == c", "a == b == c", "")]),
        ("a == 1 or b == 2", [GoalPart("a == 1 or b == 2", "a == 1 or b == 2", "")]),
        ("x.min() >= 0", [GoalPart("x.min() >= 0", "x.min() >= 0", "")]),
        (" done ", [GoalPart("done", "done", "")]),
    ],
)
def test_a_goal_is_split_at_and(goal: str, expected: list[GoalPart]) -> None:
    assert list(parts(goal)) == expected
