"""Prints the metrics of a classifier: its confusion matrix and the scores of each class."""

from torchquiz.engine.models.ways import Demo, Metrics
from torchquiz.engine.tables import aligned
from torchquiz.tui.plain.demo import say_demo, say_table
from torchquiz.tui.plain.reader import Reader
from torchquiz.tui.words.metrics import accuracy_words, precision_words, recall_words


def say_metrics(metrics: Metrics, reader: Reader) -> None:
    """Print the code, then the confusion matrix and what it shows."""

    def run() -> None:
        reader.dialogue.tell("", metrics.about.strip())
        say_demo(
            Demo(metrics.code, (), "", metrics.elapsed_ms), reader.lesson.torch, reader.dialogue
        )

    def matrix() -> None:
        reader.dialogue.tell("", "Rows are the true classes, columns the predicted ones:")
        say_table(table(metrics), reader.dialogue)
        reader.dialogue.tell("", accuracy_words(metrics))
        for place in range(len(metrics.classes)):
            reader.dialogue.tell(recall_words(metrics, place), precision_words(metrics, place))
        reader.dialogue.tell("", metrics.means.strip())

    reader.read(run, matrix)


def table(metrics: Metrics) -> list[str]:
    """Return the lines of the confusion matrix, with the counts on its diagonal in brackets."""
    head = ("", *metrics.classes, "")
    rows = []
    for actual, name in enumerate(metrics.classes):
        cells = [f"{count} " for count in metrics.matrix[actual]]
        cells[actual] = f"[{metrics.matrix[actual][actual]}]"
        rows.append((name, *cells, ""))
    return aligned([head, *rows])
