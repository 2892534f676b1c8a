"""`torchquiz export` and `torchquiz import`: banks and attempts out, other quizzes in."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.folders import BANKS, progress_file, proofs_file
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.study.catalogue import Catalogue

if TYPE_CHECKING:
    from torchquiz.engine.cli import Subparsers
    from torchquiz.engine.exchange.posed import Posed

WRITERS = {
    "anki": ("anki", "write", ".apkg"),
    "moodle": ("moodle", "write", ".xml"),
    "qti": ("qti", "write", ".zip"),
    "markdown": ("worksheet", "write_markdown", ".md"),
    "html": ("worksheet", "write_html", ".html"),
}
"""Formats of questions: their room, what writes them, and how their files end."""
READERS = {
    ".toml": "mdbook",
    ".gift": "gift",
    ".txt": "gift",
    ".xml": "moodle_xml",
    ".json": "jupyterquiz",
}
"""Which room reads a quiz, by how its file ends."""


def add(commands: "Subparsers") -> None:
    """Say which words the commands take."""
    out = commands.add_parser(
        "export",
        help="write lessons for Anki, Moodle and others, or your attempts as a table",
        description="Write proven lessons as a deck, a package or a worksheet, or the attempts stored here as CSV or JSON lines.",
    )
    out.add_argument(
        "format",
        choices=[*WRITERS, "attempts"],
        metavar="FORMAT",
        help=f"{', '.join(WRITERS)}, or attempts",
    )
    out.add_argument(
        "paths",
        nargs="*",
        type=Path,
        metavar="PATH",
        help="lessons; without one, those that come with torchquiz",
    )
    out.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="where to write it (torchquiz.apkg, attempts.csv, …)",
    )
    out.add_argument(
        "--all-variants", action="store_true", help="every variant of an item instead of its first"
    )
    out.add_argument(
        "--title",
        default="torchquiz",
        help="what the deck, package or worksheet is called (%(default)s)",
    )
    out.add_argument(
        "--learner", default="me", help="the name that exported attempts stand under (%(default)s)"
    )
    out.set_defaults(run=write)
    into = commands.add_parser(
        "import",
        help="make a lesson of a quiz from mdbook-quiz, Moodle (GIFT, XML) or jupyterquiz",
        description="Make a lesson of another program's quiz. Its items are counted as unproven until they have code.",
    )
    into.add_argument("quiz", type=Path, metavar="FILE", help="a .toml, .gift, .xml or .json file")
    into.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="where to write the lesson (the quiz's name with .yaml)",
    )
    into.set_defaults(run=read)


def write(arguments: argparse.Namespace) -> int:
    """Export; returns the exit status."""
    if arguments.format == "attempts":
        return _write_attempts(arguments)
    room, name, ending = WRITERS[arguments.format]
    path = arguments.output or Path(f"torchquiz{ending}")
    questions = list(_questions(arguments.paths or [BANKS], all_variants=arguments.all_variants))
    writer: Callable[[Sequence[Posed], Path, str], list[str]] = getattr(
        import_module(f"torchquiz.engine.exchange.{room}"), name
    )
    _tell(writer(questions, path, arguments.title))
    print(f"{path}: {len(questions)} questions.")
    return ALL_WELL


def _questions(paths: list[Path], *, all_variants: bool) -> Iterator["Posed"]:
    from torchquiz.engine.exchange.posed import posed

    with closing(Proofs(proofs_file())) as proofs:
        catalogue = Catalogue(paths, proofs)
        for entry in catalogue.entries():
            if entry.head is None:
                raise TorchquizError(
                    f"{entry.path} is not proven as it stands; run torchquiz check {entry.path} first."
                )
            lesson = catalogue.lesson(entry)
            for head in lesson.items:
                yield from posed(lesson, catalogue.item(lesson, head.id), all_variants=all_variants)


def _write_attempts(arguments: argparse.Namespace) -> int:
    from torchquiz.engine.exchange import attempts
    from torchquiz.engine.progress.store import Store

    path = arguments.output or Path("attempts.csv")
    with closing(Store(progress_file())) as store:
        count = attempts.write(store.attempts(), arguments.learner, path)
    print(f"{path}: {count} attempts.")
    return ALL_WELL


def read(arguments: argparse.Namespace) -> int:
    """Import; returns the exit status."""
    from torchquiz.engine.exchange.lesson_yaml import lesson_yaml, slug

    quiz: Path = arguments.quiz
    room = READERS.get(quiz.suffix)
    if room is None:
        raise TorchquizError(
            f"{quiz}: a quiz ends in {', '.join(READERS)}; rename it, if it is one of these."
        )
    if not quiz.is_file():
        raise TorchquizError(f"{quiz}: there is no such file.")
    found = import_module(f"torchquiz.engine.exchange.{room}").read(quiz)
    if not found.questions:
        raise TorchquizError(
            f"{quiz}: nothing in it can be carried over: {' '.join(found.left_out) or 'it holds no question.'}"
        )
    path: Path = arguments.output or Path(f"{slug(quiz.stem)}.yaml")
    if path.exists():
        raise TorchquizError(f"{path} exists already; name another file with --output.")
    title = quiz.stem.replace("-", " ").replace("_", " ")
    path.write_text(lesson_yaml(found, slug(quiz.stem), title, quiz.name), encoding="utf-8")
    _tell([f"not carried over: {sentence}" for sentence in found.left_out])
    print(f"{path}: {len(found.questions)} items, each unproven until it has code.")
    return ALL_WELL


def _tell(sentences: list[str]) -> None:
    for sentence in sentences:
        print(sentence, file=sys.stderr)
