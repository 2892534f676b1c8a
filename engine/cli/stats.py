"""`torchquiz stats`: how items do with learners, from attempts stored here or exported."""

import argparse
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from torchquiz.engine.cli.banks import add_bank_option
from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.folders import BANKS, progress_file, proofs_file
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.tables import aligned

if TYPE_CHECKING:
    from torchquiz.engine.authoring.measures import ItemMeasures
    from torchquiz.engine.models.proven import Item

HEAD = ("item", "answers", "right", "separates", "median", "look at")


def add_words(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    parser.description = (
        "Per item: how often it is right at first, how well it separates strong from weak learners,"
        " how long it takes, and which distractors nobody takes."
    )
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="exported attempts; without one, those stored here",
    )
    add_bank_option(parser)
    parser.add_argument(
        "--json", action="store_true", help="print one JSON object a line on stdout"
    )


def run(arguments: argparse.Namespace) -> int:
    """Measure items; return the exit status."""
    from torchquiz.engine.authoring.measures import measure

    rows = list(_rows(arguments.files))
    if not rows:
        raise TorchquizError(
            "There is no attempt to measure yet; take a lesson, or name exported files."
        )
    measures = measure(rows, _distractors(arguments.banks or [BANKS]))
    if arguments.json:
        for item in measures:
            print(json.dumps(asdict(item) | {"remark": item.remark}))
        return ALL_WELL
    learners = len({row["learner"] for row in rows})
    print(f"{len(rows):,} attempts of {learners:,} {'learner' if learners == 1 else 'learners'}\n")
    table = [HEAD, *(_cells(item) for item in measures)]
    print("\n".join(aligned(table, gap=2)))
    return ALL_WELL


def _rows(files: list[Path]) -> Iterator[dict[str, Any]]:
    from torchquiz.engine.exchange import attempts

    if not files:
        from torchquiz.engine.progress.store import Store

        with closing(Store(progress_file())) as store:
            yield from attempts.rows(store.attempts(), "me")
    for file in files:
        if not file.is_file():
            raise TorchquizError(f"{file}: there is no such file.")
        yield from attempts.read(file)


def _distractors(banks: list[Path]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the misconceptions behind each item's distractors, by lesson and item.

    Lessons that are not proven as they stand are left out; their distractors are not known.
    """
    distractors = {}
    with closing(Proofs(proofs_file())) as proofs:
        catalogue = Catalogue(banks, proofs)
        entries = [entry for entry in catalogue.entries() if entry.head is not None]
        for lesson in map(catalogue.lesson, entries):
            for head in lesson.items:
                item = catalogue.item(lesson, head.id)
                distractors[lesson.id, item.id] = _misconceptions(item)
    return distractors


def _misconceptions(item: "Item") -> tuple[str, ...]:
    """Return the misconceptions behind an item's wrong answers, once each."""
    names = chain.from_iterable(variant.answer.misconceptions for variant in item.variants)
    return tuple(dict.fromkeys(names))


def _cells(item: "ItemMeasures") -> tuple[str, ...]:
    separates = "–" if item.discrimination is None else f"{item.discrimination:+.2f}"
    return (
        f"{item.lesson}/{item.item}",
        f"{item.answers:,}",
        f"{item.right:.0%}",
        separates,
        f"{item.median_s:.0f} s",
        item.remark,
    )
