"""An epoch's numbers are described in words."""

import pytest

from torchquiz.engine.traces.remarks import remark


@pytest.mark.parametrize(
    ("losses", "accuracies", "text"),
    [
        ([0.69], [0.5], "after one epoch: 50 % correct"),
        ([0.9, 0.6], [0.5, 0.6], "loss fell by about a third; best so far"),
        ([1.0, 0.58], [0.5, 0.6], "loss fell by 42 %; best so far"),
        (
            [1.0, 0.74],
            [0.81, 0.81],
            "loss fell by about a quarter; accuracy unchanged at 0.81",
        ),
        ([0.39, 0.41], [0.9, 0.92], "loss rose from 0.39 to 0.41; best so far"),
        (
            [0.3, 0.3001],
            [0.8, 0.7],
            "loss hardly changed from 0.3000 to 0.3001; accuracy fell from 0.80 to 0.70",
        ),
        (
            [0.5, 0.3, 0.2],
            [0.9, 0.7, 0.8],
            "loss fell by about a third; accuracy rose from 0.70 to 0.80",
        ),
        ([0.5, 0.25], [0.9, 1.0], "loss fell by about half; all correct"),
        ([0.5, 0.25], [1.0, 1.0], "loss fell by about half; accuracy unchanged at 1.00"),
        ([0.5, 0.45], [0.701, 0.704], "loss fell by about a tenth; best so far"),
        (
            [0.5, 0.45, 0.4],
            [0.9, 0.701, 0.704],
            "loss fell by about a tenth; accuracy rose from 0.701 to 0.704",
        ),
        (
            [0.0, 0.0],
            [1.0, 1.0],
            "loss unchanged at 0.00; accuracy unchanged at 1.00",
        ),
        ([0.5, float("nan")], [0.9, 0.5], "loss is nan: training has failed"),
        ([0.5, float("inf")], [0.9, 0.5], "loss is inf: training has failed"),
        ([float("nan"), 0.5], [0.9, 0.5], "accuracy fell from 0.90 to 0.50"),
    ],
)
def test_a_remark_describes_the_change_of_loss_and_accuracy(
    losses: list[float], accuracies: list[float], text: str
) -> None:
    assert remark(losses, accuracies) == text
