"""Reads and writes the committed weights of the guesser.

They are used for lessons whose folders have too few other lessons. The table has one row per
feature and one column per lesson that comes with torchquiz. A column contains the weights learned
from all the other lessons, so that no lesson is guessed with weights that were learned from it. The
column `all` is for lessons that do not come with torchquiz.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from torchquiz.engine.authoring.guessing.features import FEATURES
from torchquiz.engine.authoring.guessing.ranking import Sample, Weights, trained

TABLE = Path(__file__).with_name("weights.tsv")
ALL = "all"


def fixed_weights(lesson: str) -> Weights:
    """Return the committed weights for a lesson.

    A lesson that did not come with torchquiz gets the weights that were learned from all lessons.
    """
    table = _table()
    return table.get(lesson, table[ALL])


@cache
def _table() -> dict[str, dict[str, float]]:
    head, *rows = [line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines()]
    return {
        column: {row[0]: float(row[number]) for row in rows}
        for number, column in enumerate(head[1:], start=1)
    }


def write_weights(samples: Mapping[str, Mapping[str, Sample]], path: Path = TABLE) -> None:
    """Train the weights for each lesson on the samples of the others, and write them as a table."""
    columns = {ALL: _trained_without("", samples)}
    columns |= {lesson: _trained_without(lesson, samples) for lesson in sorted(samples)}
    rows = [["feature", *columns]]
    for feature in FEATURES:
        values = [f"{weights.get(feature.name, 0.0):.3f}" for weights in columns.values()]
        rows.append([feature.name, *values])
    path.write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")


def _trained_without(left_out: str, samples: Mapping[str, Mapping[str, Sample]]) -> Weights:
    kept = [of_lesson for lesson, of_lesson in samples.items() if lesson != left_out]
    return trained([sample for of_lesson in kept for sample in of_lesson.values()])
