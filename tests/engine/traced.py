"""A small training plan, and epochs as a training run reports them."""

from torchquiz.engine.models.ways import Dataset, Epoch, TrainingPlan

CLOUDS = """\
y = torch.arange(80) % 2
x = torch.randn(80, 2) + 4 * y[:, None]
x_test, y_test = x[60:], y[60:]
"""
PLAN = TrainingPlan(
    setup="import torch\nfrom torch import nn",
    datasets=(Dataset("Clouds", CLOUDS), Dataset("Elsewhere", CLOUDS, "no_such_package")),
    model="model = nn.Sequential(nn.Linear(2, 4), nn.ReLU(), nn.Linear(4, 2))",
    loss="nn.CrossEntropyLoss()",
    optimizer="torch.optim.Adam(model.parameters(), lr=0.05)",
    epochs=3,
    batch=20,
)


def epochs(losses: list[float], accuracies: list[float]) -> tuple[Epoch, ...]:
    pairs = zip(losses, accuracies, strict=True)
    return tuple(
        Epoch(number, loss, accuracy, 1.0) for number, (loss, accuracy) in enumerate(pairs, start=1)
    )
