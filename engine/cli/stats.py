"""`torchquiz stats`: shows statistics of items, computed from stored or exported attempts."""

import argparse
import json
import sys
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

HEAD = ("item", "answers", "correct", "discrimination", "median", "remark")


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.description = (
        "Show for each item how often the first answer is correct, how well the item "
        "distinguishes strong from weak learners, how long an answer takes, and which wrong "
        "options are never chosen."
    )
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="exported attempts (default: the attempts stored on this machine)",
    )
    add_bank_option(parser)
    parser.add_argument("--json", action="store_true", help="print one JSON object per line")


def run(arguments: argparse.Namespace) -> int:
    """Print the statistics of items and return the exit status."""
    from torchquiz.engine.authoring.measures import measure

    rows = list(_rows(arguments.files))
    if not rows:
        raise TorchquizError(
            "No questions have been answered yet; take a lesson first, or name files of exported"
            " attempts."
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
            if store.notice:
                print(store.notice, file=sys.stderr)
            yield from attempts.rows(store.attempts(), "me")
    for file in files:
        if not file.is_file():
            raise TorchquizError(f"{file}: no such file.")
        yield from attempts.read(file)


def _distractors(banks: list[Path]) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the misconceptions behind each item's wrong options, by lesson and item.

    Lessons without a current proof are left out, because their wrong options are not known.
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
    """Return the misconceptions behind an item's wrong answers, without duplicates."""
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
