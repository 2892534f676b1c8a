"""Explains how each number of a confusion matrix is computed."""

from torchquiz.engine.models.ways import Metrics
from torchquiz.engine.wording import counted


def share(value: float | None) -> str:
    """Format a precision or recall, such as `0.878`.

    The result is `none` if the value is undefined because of a division by zero.
    """
    return "none" if value is None else f"{value:.3f}"


def accuracy_words(metrics: Metrics) -> str:
    """Explain how the accuracy is computed."""
    total = sum(map(sum, metrics.matrix))
    right = sum(row[place] for place, row in enumerate(metrics.matrix))
    accuracy = f"{metrics.accuracy:.3f}"
    return (
        f"Accuracy {accuracy}: {right:,} of {total:,} examples are classified correctly (the "
        "diagonal)."
    )


def cell_words(metrics: Metrics, actual: int, predicted: int) -> str:
    """Explain what a cell of the confusion matrix counts."""
    count = metrics.matrix[actual][predicted]
    examples = counted(sum(metrics.matrix[actual]), "example")
    name = metrics.classes[actual]
    was = "was" if count == 1 else "were"
    if actual == predicted:
        return f"{count:,} of {examples} of {name} {was} recognised."
    return f"{count:,} of {examples} of {name} {was} mistaken for {metrics.classes[predicted]}."


def recall_words(metrics: Metrics, of: int) -> str:
    """Explain how the recall of a class is computed."""
    examples, right = counted(sum(metrics.matrix[of]), "example"), metrics.matrix[of][of]
    name = metrics.classes[of]
    if metrics.recall[of] is None:
        return f"The data contain no examples of {name}, so its recall is undefined."
    recall = share(metrics.recall[of])
    return (
        f"The model found {right:,} of {examples} of {name} (the row),"
        f" so the recall of {name} is {recall}."
    )


def precision_words(metrics: Metrics, of: int) -> str:
    """Explain how the precision of a class is computed."""
    predicted, right = sum(row[of] for row in metrics.matrix), metrics.matrix[of][of]
    name = metrics.classes[of]
    if metrics.precision[of] is None:
        return f"The model never predicted {name}, so its precision is undefined."
    precision = share(metrics.precision[of])
    return (
        f"The model predicted {name} {counted(predicted, 'time')} (the column)"
        f" and was right {counted(right, 'time')}, so the precision of {name} is {precision}."
    )
