"""How each number of a confusion matrix is computed, in words, shared by both front ends."""

from torchquiz.engine.models.ways import Metrics


def share(value: float | None) -> str:
    """Return a precision or recall: `0.878`; `none` if there is nothing to divide by."""
    return "none" if value is None else f"{value:.3f}"


def accuracy_words(metrics: Metrics) -> str:
    """Explain the accuracy."""
    total = sum(map(sum, metrics.matrix))
    right = sum(row[place] for place, row in enumerate(metrics.matrix))
    return (
        f"Accuracy {metrics.accuracy:.3f}: {right:,} of {total:,} are right, which is the diagonal."
    )


def cell_words(metrics: Metrics, actual: int, predicted: int) -> str:
    """Explain what one cell counts."""
    count, of = metrics.matrix[actual][predicted], sum(metrics.matrix[actual])
    name = metrics.classes[actual]
    if actual == predicted:
        return f"Of {of:,} that are {name}, {count:,} were recognised."
    was = "was" if count == 1 else "were"
    return f"Of {of:,} that are {name}, {count:,} {was} taken for {metrics.classes[predicted]}."


def recall_words(metrics: Metrics, of: int) -> str:
    """Explain a class's recall."""
    actual, right = sum(metrics.matrix[of]), metrics.matrix[of][of]
    name = metrics.classes[of]
    if metrics.recall[of] is None:
        return f"None is {name}, so it has no recall."
    recall = share(metrics.recall[of])
    return f"Of {actual:,} that are {name}, {right:,} were found: recall {recall}. That is the row."


def precision_words(metrics: Metrics, of: int) -> str:
    """Explain a class's precision."""
    predicted, right = sum(row[of] for row in metrics.matrix), metrics.matrix[of][of]
    name = metrics.classes[of]
    if metrics.precision[of] is None:
        return f"Nothing was predicted as {name}, so it has no precision."
    precision = share(metrics.precision[of])
    return (
        f"Of {predicted:,} predicted as {name}, {right:,} are: precision {precision}."
        " That is the column."
    )
