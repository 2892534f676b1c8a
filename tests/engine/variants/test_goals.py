"""Goals taken apart."""

import pytest

from torchquiz.engine.variants.goals import Part, parts


@pytest.mark.parametrize(
    ("goal", "expected"),
    [
        ("y.shape == (1, 2)", [Part("y.shape == (1, 2)", "y.shape", "(1, 2)")]),
        ("a == 1 and b == 2", [Part("a == 1", "a", "1"), Part("b == 2", "b", "2")]),
        ("a == b == c", [Part("a == b == c", "a == b == c", "")]),
        ("a == 1 or b == 2", [Part("a == 1 or b == 2", "a == 1 or b == 2", "")]),
        ("x.min() >= 0", [Part("x.min() >= 0", "x.min() >= 0", "")]),
        (" done ", [Part("done", "done", "")]),
    ],
)
def test_a_goal_falls_into_the_conditions_that_and_joins(goal: str, expected: list[Part]) -> None:
    assert list(parts(goal)) == expected
