import pytest

from torchquiz.engine.traces.remarks import remark


@pytest.mark.parametrize(
    ("losses", "accuracies", "said"),
    [
        ([0.69], [0.5], "after one pass: 50 % right"),
        ([0.9, 0.6], [0.5, 0.6], "loss fell by about a third; best so far"),
        ([1.0, 0.58], [0.5, 0.6], "loss fell by 42 %; best so far"),
        (
            [1.0, 0.74],
            [0.81, 0.81],
            "loss fell by about a quarter; accuracy stands still: 0.81, 0.81",
        ),
        ([0.39, 0.41], [0.9, 0.92], "loss rose: 0.41 after 0.39; best so far"),
        (
            [0.3, 0.3001],
            [0.8, 0.7],
            "loss stands still: 0.3000, 0.3001; accuracy fell: 0.70 after 0.80",
        ),
        (
            [0.5, 0.3, 0.2],
            [0.9, 0.7, 0.8],
            "loss fell by about a third; accuracy rose: 0.80 after 0.70",
        ),
        ([0.5, 0.25], [0.9, 1.0], "loss fell by about half; all right"),
        ([0.5, 0.25], [1.0, 1.0], "loss fell by about half; accuracy stands still: 1.00, 1.00"),
        ([0.5, 0.45], [0.701, 0.704], "loss fell by about a tenth; best so far"),
        (
            [0.5, 0.45, 0.4],
            [0.9, 0.701, 0.704],
            "loss fell by about a tenth; accuracy rose: 0.704 after 0.701",
        ),
        (
            [0.0, 0.0],
            [1.0, 1.0],
            "loss stands still: 0.00, 0.00; accuracy stands still: 1.00, 1.00",
        ),
        ([0.5, float("nan")], [0.9, 0.5], "loss is nan: no number to learn from"),
        ([0.5, float("inf")], [0.9, 0.5], "loss is inf: no number to learn from"),
        ([float("nan"), 0.5], [0.9, 0.5], "accuracy fell: 0.50 after 0.90"),
    ],
)
def test_a_remark_says_what_the_numbers_say(
    losses: list[float], accuracies: list[float], said: str
) -> None:
    assert remark(losses, accuracies) == said
