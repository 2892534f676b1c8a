"""metrics: a run reports actual and predicted classes; the confusion matrix and all that follows from it is counted here."""

from collections.abc import Sequence
from typing import Any

from torchquiz.engine.models.declared import MetricsModel
from torchquiz.engine.models.ways import Metrics
from torchquiz.engine.proving.ways.trial import Trial
from torchquiz.engine.sandbox.job import Answered, Ask
from torchquiz.engine.sandbox.values import plain

Matrix = tuple[tuple[int, ...], ...]
NAMES = "matrix, accuracy, precision, recall, actual and predicted"


def prove(trial: Trial[MetricsModel]) -> Metrics:
    """Count, then compute the texts."""
    model = trial.model
    asks = (Ask(model.actual), Ask(model.predicted))
    outcome = trial.run(trial.job(trial.block(model.code, "code"), asks=asks), "the code", "code")
    actual = _classes(trial, outcome.answers[0], "actual")
    predicted = _classes(trial, outcome.answers[1], "predicted")
    if len(actual) != len(predicted):
        message = f"{len(actual)} classes are actual, and {len(predicted)} are predicted."
        raise trial.refuse(message, "Let both speak of the same examples.", "predicted")
    matrix = confusion(actual, predicted, len(model.classes))
    precision, recall = precisions(matrix), recalls(matrix)
    accuracy = sum(matrix[place][place] for place in range(len(matrix))) / len(actual)
    trial.proof.tally.figures.proven += len(matrix) ** 2 + 1 + len(precision) + len(recall)
    names = {"matrix": matrix, "accuracy": accuracy, "precision": precision, "recall": recall}
    told = trial.texts(("about",), ("means",), names=NAMES)
    job = trial.job(asks=told.asks, names=names | {"actual": actual, "predicted": predicted})
    figures = told.read(trial.run(job, "the setup").answers)
    told.look(
        [
            *figures,
            model.code,
            str(matrix),
            f"{accuracy} {precision} {recall} {len(actual)}",
            *model.classes,
        ]
    )
    return Metrics(
        trial.text("about"),
        model.code.strip("\n"),
        tuple(model.classes),
        matrix,
        accuracy,
        precision,
        recall,
        trial.text("means"),
        tuple(model.questions),
        outcome.elapsed_ms,
    )


def confusion(actual: Sequence[int], predicted: Sequence[int], count: int) -> Matrix:
    """How often each class, by row, was predicted as each class, by column."""
    matrix = [[0] * count for _ in range(count)]
    for row, column in zip(actual, predicted, strict=True):
        matrix[row][column] += 1
    return tuple(map(tuple, matrix))


def precisions(matrix: Matrix) -> tuple[float | None, ...]:
    """By class, how many of those predicted as it belong to it; None where nothing was predicted as it."""
    return recalls(tuple(zip(*matrix, strict=True)))


def recalls(matrix: Matrix) -> tuple[float | None, ...]:
    """By class, how many of those that belong to it were predicted as it; None where nothing belongs to it."""
    return tuple(row[place] / sum(row) if sum(row) else None for place, row in enumerate(matrix))


def _classes(trial: Trial[MetricsModel], answer: Answered, field: str) -> list[int]:
    """The indexes of classes, one per example."""
    value = trial.value(answer, f"`{field}`", field)
    found: Any = plain(value)
    if not isinstance(found, tuple) or not found or not all(type(one) is int for one in found):
        remedy = "Give a list or a tensor of whole numbers, at most 4,096 of them."
        raise trial.refuse(
            f"`{field}` gives no class indexes but {' '.join(value.text.split())[:60]}.",
            remedy,
            field,
        )
    count = len(trial.model.classes)
    beyond = next((one for one in found if not 0 <= one < count), None)
    if beyond is not None:
        message = f"`{field}` holds the class {beyond}, and there are classes 0 to {count - 1}."
        raise trial.refuse(message, "Name every class, in the order of their indexes.", field)
    return list(found)
