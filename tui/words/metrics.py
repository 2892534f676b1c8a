"""How each number of a confusion matrix comes about, in words; pure, and shared by both front ends."""

from torchquiz.engine.models.ways import Metrics


def share(value: float | None) -> str:
    """A precision or recall: `0.878`; `none` where there is nothing to divide by."""
    return "none" if value is None else f"{value:.3f}"


def accuracy_words(metrics: Metrics) -> str:
    """How the accuracy comes about."""
    total = sum(map(sum, metrics.matrix))
    right = sum(row[place] for place, row in enumerate(metrics.matrix))
    return (
        f"Accuracy {metrics.accuracy:.3f}: {right:,} of {total:,} are right, which is the diagonal."
    )


def cell_words(metrics: Metrics, actual: int, predicted: int) -> str:
    """What one cell counts."""
    count, of = metrics.matrix[actual][predicted], sum(metrics.matrix[actual])
    name = metrics.classes[actual]
    if actual == predicted:
        return f"Of {of:,} that are {name}, {count:,} were recognised."
    was = "was" if count == 1 else "were"
    return f"Of {of:,} that are {name}, {count:,} {was} taken for {metrics.classes[predicted]}."


def recall_words(metrics: Metrics, of: int) -> str:
    """How a class's recall comes about."""
    actual, right = sum(metrics.matrix[of]), metrics.matrix[of][of]
    name = metrics.classes[of]
    if metrics.recall[of] is None:
        return f"None is {name}, so it has no recall."
    return f"Of {actual:,} that are {name}, {right:,} were found: recall {share(metrics.recall[of])}. That is the row."


def precision_words(metrics: Metrics, of: int) -> str:
    """How a class's precision comes about."""
    predicted, right = sum(row[of] for row in metrics.matrix), metrics.matrix[of][of]
    name = metrics.classes[of]
    if metrics.precision[of] is None:
        return f"Nothing was predicted as {name}, so it has no precision."
    return f"Of {predicted:,} predicted as {name}, {right:,} are: precision {share(metrics.precision[of])}. That is the column."
