"""Proves the activity `metrics`, in which code produces actual and predicted classes.

This module computes the confusion matrix and the metrics derived from it.
"""

from collections.abc import Sequence
from typing import Any

from torchquiz.engine.models.declared import MetricsModel
from torchquiz.engine.models.ways import Metrics
from torchquiz.engine.proof.way_context import WayContext
from torchquiz.engine.sandbox.job import Answered, Ask
from torchquiz.engine.sandbox.values import plain

Matrix = tuple[tuple[int, ...], ...]
NAMES = "the names of its code, matrix, accuracy, precision, recall, actual and predicted"


def prove(context: WayContext[MetricsModel]) -> Metrics:
    """Prove `metrics`: run its code and compute the metrics, then run it again for the texts."""
    model = context.model
    asks = (Ask(model.actual), Ask(model.predicted))
    job = context.code_job(model.code, "code", asks=asks)
    outcome = context.run_successfully(job, "the code", "code")
    actual = _classes(context, outcome.answers[0], "actual")
    predicted = _classes(context, outcome.answers[1], "predicted")
    if len(actual) != len(predicted):
        message = f"`actual` has {len(actual)} entries, but `predicted` has {len(predicted)}."
        raise context.stop(message, "Make each of them contain one entry per example.", "predicted")
    matrix = confusion_matrix(actual, predicted, len(model.classes))
    precision, recall = precisions(matrix), recalls(matrix)
    accuracy = sum(matrix[index][index] for index in range(len(matrix))) / len(actual)
    context.tally.figures.proven += len(matrix) ** 2 + 1 + len(precision) + len(recall)
    names: dict[str, Any] = {"matrix": matrix, "accuracy": accuracy}
    names |= {"precision": precision, "recall": recall}
    names |= {"actual": actual, "predicted": predicted}
    templates = context.templates(("about",), ("means",), names=NAMES)
    text_job = context.job(context.block(model.code, "code"), asks=templates.asks, names=names)
    figures = templates.render(context.run_successfully(text_job, "the code", "code").answers)
    counts = f"{accuracy} {precision} {recall} {len(actual)}"
    templates.check_figures([*figures, model.code, str(matrix), counts, *model.classes])
    return Metrics(
        context.text("about"),
        model.code.strip("\n"),
        tuple(model.classes),
        matrix,
        accuracy,
        precision,
        recall,
        context.text("means"),
        tuple(model.questions),
        outcome.elapsed_ms,
    )


def confusion_matrix(actual: Sequence[int], predicted: Sequence[int], count: int) -> Matrix:
    """Return how often examples of each class (row) were predicted as each class (column)."""
    matrix = [[0] * count for _ in range(count)]
    for row, column in zip(actual, predicted, strict=True):
        matrix[row][column] += 1
    return tuple(map(tuple, matrix))


def precisions(matrix: Matrix) -> tuple[float | None, ...]:
    """Return the precision of each class: the fraction of its predictions that are correct.

    The value is None for a class that was never predicted.
    """
    return recalls(tuple(zip(*matrix, strict=True)))


def recalls(matrix: Matrix) -> tuple[float | None, ...]:
    """Return the recall of each class: the fraction of its examples that are predicted correctly.

    The value is None for a class without examples.
    """
    return tuple(row[index] / sum(row) if sum(row) else None for index, row in enumerate(matrix))


def _classes(context: WayContext[MetricsModel], answer: Answered, field: str) -> list[int]:
    """Return the class of each example, as an index.

    Raises:
        ProofStopped: the value is not a list of class indexes, or an index is out of range.
    """
    value = context.value(answer, f"`{field}`", field)
    indexes: Any = plain(value)
    is_list = isinstance(indexes, tuple) and len(indexes) > 0
    if not is_list or not all(type(index) is int for index in indexes):
        shown = " ".join(value.text.split())[:60]
        message = f"`{field}` must be a list of class indexes, not {shown}."
        remedy = "Use a list or a tensor of at most 4,096 whole numbers."
        raise context.stop(message, remedy, field)
    count = len(context.model.classes)
    for index in indexes:
        if not 0 <= index < count:
            message = f"`{field}` contains class {index}, but the classes are 0 to {count - 1}."
            remedy = "Name every class, in the order of the class indexes."
            raise context.stop(message, remedy, field)
    return list(indexes)
