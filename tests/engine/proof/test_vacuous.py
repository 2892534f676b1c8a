"""Conditions that test nothing are reported, and conditions that test something are not."""

import pytest

from torchquiz.engine.proof.vacuous import fixed_truth, weakness

PROGRAM = "import torch\nx = torch.ones(2)\ny = x.add_(1)"


@pytest.mark.parametrize(
    ("condition", "truth"),
    [
        ("True", True),
        ("1 == 1", True),
        ("1 == 2", False),
        ("y is y", True),
        ("y is not y", False),
        ("y is None or True", True),
        ("y is x and False", False),
        ("not False", True),
        ("y is x", None),
        ("y == y", None),
        ("x != x", None),
        ("2 ** 10 == 1024", None),
        ("no python (", None),
    ],
)
def test_conditions_that_no_code_can_change_have_a_fixed_truth(
    condition: str, truth: bool | None
) -> None:
    assert fixed_truth(condition) is truth


@pytest.mark.parametrize(
    ("condition", "reason"),
    [
        ("y == y", "compares something with itself"),
        ("len([1, 2]) == 2", "uses none of the names in the code"),
        ("y is x", ""),
        ("x != x", ""),
        ("torch.ones(2).dtype == torch.float32", ""),
    ],
)
def test_a_condition_that_may_test_nothing_has_a_reason(condition: str, reason: str) -> None:
    assert weakness(condition, PROGRAM) == reason
