"""`torchquiz stats`: how items do with learners, from the attempts stored here or from exported files of many."""

import argparse
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.folders import BANKS, progress_file, proofs_file
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.tables import aligned

if TYPE_CHECKING:
    from torchquiz.engine.authoring.measures import ItemMeasures
    from torchquiz.engine.cli import Subparsers

HEAD = ("item", "answers", "right", "separates", "median", "look at")


def add(commands: "Subparsers") -> None:
    """Say which words the command takes."""
    stats = commands.add_parser(
        "stats",
        help="how items do with learners",
        description="Per item: how often it is right at first, how well it separates strong from weak learners, how long it"
        " takes, and which distractors nobody takes.",
    )
    stats.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE",
        help="exported attempts; without one, those stored here",
    )
    stats.add_argument(
        "--bank",
        action="append",
        type=Path,
        metavar="PATH",
        help="lessons whose distractors are looked at",
    )
    stats.add_argument("--json", action="store_true", help="print one JSON object a line on stdout")
    stats.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Measure items; returns the exit status."""
    from torchquiz.engine.authoring.measures import measure

    rows = list(_rows(arguments.files))
    if not rows:
        raise TorchquizError(
            "There is no attempt to measure yet; take a lesson, or name exported files."
        )
    found = measure(rows, _distractors(arguments.bank or [BANKS]))
    if arguments.json:
        for one in found:
            print(json.dumps(asdict(one) | {"remark": one.remark}))
        return ALL_WELL
    learners = len({row["learner"] for row in rows})
    print(f"{len(rows):,} attempts of {learners:,} {'learner' if learners == 1 else 'learners'}\n")
    print("\n".join(_table(found)))
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
    """Of the lessons that are proven as they stand; the others' distractors are not known."""
    found = {}
    with closing(Proofs(proofs_file())) as proofs:
        catalogue = Catalogue(banks, proofs)
        for lesson in (
            catalogue.lesson(entry) for entry in catalogue.entries() if entry.head is not None
        ):
            for head in lesson.items:
                variants = catalogue.item(lesson, head.id).variants
                names = chain.from_iterable(variant.answer.misconceptions for variant in variants)
                found[lesson.id, head.id] = tuple(dict.fromkeys(names))
    return found


def _table(found: list["ItemMeasures"]) -> list[str]:
    return aligned([HEAD, *(_cells(one) for one in found)], gap=2)


def _cells(one: "ItemMeasures") -> tuple[str, ...]:
    separates = "–" if one.discrimination is None else f"{one.discrimination:+.2f}"
    return (
        f"{one.lesson}/{one.item}",
        f"{one.answers:,}",
        f"{one.right:.0%}",
        separates,
        f"{one.median_s:.0f} s",
        one.remark,
    )
