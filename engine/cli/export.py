"""`torchquiz export`: converts lessons and attempts to files for other programs."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from torchquiz.engine.cli.banks import add_bank_option
from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.folders import BANKS, progress_file, proofs_file
from torchquiz.engine.proof.cache import Proofs
from torchquiz.engine.study.catalogue import Catalogue
from torchquiz.engine.study.left_out import left_out_sentence
from torchquiz.engine.text.printable import message_text
from torchquiz.engine.wording import counted

if TYPE_CHECKING:
    from torchquiz.engine.exchange.writers.exported import ExportedQuestion, WrittenExport

    Write = Callable[[Sequence[ExportedQuestion], Path, str], WrittenExport]


class Writer(NamedTuple):
    """A writer for a file format: the names of its module and its function."""

    module: str
    function: str
    suffix: str
    """File extension of the format."""


WRITERS = {
    "anki": Writer("anki", "write", ".apkg"),
    "moodle": Writer("moodle", "write", ".xml"),
    "qti": Writer("qti", "write", ".zip"),
    "jupyterquiz": Writer("jupyterquiz", "write", ".json"),
    "markdown": Writer("worksheet", "write_markdown", ".md"),
    "html": Writer("worksheet", "write_html", ".html"),
}


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.description = (
        "Write proven lessons as an Anki deck, a Moodle or QTI package, or a worksheet; or write"
        " your stored attempts as CSV or JSON lines."
    )
    parser.add_argument(
        "format",
        choices=[*WRITERS, "attempts"],
        metavar="FORMAT",
        help=f"{', '.join(WRITERS)}, or attempts",
    )
    parser.add_argument(
        "paths",
        nargs="*",
        default=[],
        type=Path,
        metavar="PATH",
        help="files or folders (default: the lessons that come with torchquiz)",
    )
    add_bank_option(parser)
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="the file to write (default: torchquiz.apkg, attempts.csv, …)",
    )
    parser.add_argument(
        "--all-variants",
        action="store_true",
        help="export all variants of each item instead of only the first",
    )
    parser.add_argument(
        "--count",
        type=_count,
        metavar="N",
        help="export only N questions, spread evenly over the lessons",
    )
    parser.add_argument(
        "--overwrite", action="store_true", help="overwrite the file if it already exists"
    )
    parser.add_argument(
        "--title",
        help="the title of the deck, package or worksheet (default: the lesson's, or torchquiz)",
    )
    parser.add_argument(
        "--learner", default="me", help="the learner's name in exported attempts (default: me)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Export lessons or attempts, and return the exit status."""
    if arguments.format == "attempts":
        return _write_attempts(arguments)
    writer = WRITERS[arguments.format]
    path = arguments.output or Path(f"torchquiz{writer.suffix}")
    _refuse_existing(path, is_overwrite=arguments.overwrite)
    lessons = [*arguments.banks, *arguments.paths] or [BANKS]
    questions = list(_questions(lessons, all_variants=arguments.all_variants))
    questions = _spread(questions, arguments.count)
    module = import_module(f"torchquiz.engine.exchange.writers.{writer.module}")
    write: Write = getattr(module, writer.function)
    try:
        written = write(questions, path, arguments.title or _title(questions))
    except OSError as error:
        raise TorchquizError(f"{path}: cannot be written: {error.strerror}.") from None
    for sentence in written.losses:
        print(message_text(sentence), file=sys.stderr)
    print(f"{path}: {counted(written.count, 'question')}.")
    return ALL_WELL


def _refuse_existing(path: Path, *, is_overwrite: bool) -> None:
    """Refuse to overwrite an existing file unless the user has agreed to it.

    Raises:
        TorchquizError: the file exists and must not be overwritten.
    """
    if path.exists() and not is_overwrite:
        raise TorchquizError(
            f"{path} already exists; name another file with --output, or add --overwrite."
        )


def _spread(questions: list["ExportedQuestion"], count: int | None) -> list["ExportedQuestion"]:
    """Return at most `count` of the questions, evenly spaced."""
    if count is None or count >= len(questions):
        return questions
    return [questions[index * len(questions) // count] for index in range(count)]


def _title(questions: Sequence["ExportedQuestion"]) -> str:
    """Return the lesson's title, or a general title if there are several lessons."""
    titles = {question.title for question in questions}
    return titles.pop() if len(titles) == 1 else "torchquiz"


def _count(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) < 1_000_000:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number greater than 0")
    return int(text)


def _questions(paths: list[Path], *, all_variants: bool) -> Iterator["ExportedQuestion"]:
    from torchquiz.engine.exchange.writers.answer_fields import exported_questions

    with closing(Proofs(proofs_file())) as proofs:
        catalogue = Catalogue(paths, proofs)
        for entry in catalogue.entries():
            if entry.head is None:
                raise TorchquizError(
                    f"{entry.path} has changed since it was proven, or was never proven;"
                    f" run `torchquiz check {entry.path}` first."
                )
            lesson = catalogue.lesson(entry)
            if left_out := left_out_sentence(lesson):
                print(f"{lesson.title}: {left_out}", file=sys.stderr)
            for head in lesson.items:
                item = catalogue.item(lesson, head.id)
                yield from exported_questions(lesson, item, all_variants=all_variants)


def _write_attempts(arguments: argparse.Namespace) -> int:
    from torchquiz.engine.exchange import attempts
    from torchquiz.engine.progress.store import Store

    path = arguments.output or Path("attempts.csv")
    _refuse_existing(path, is_overwrite=arguments.overwrite)
    with closing(Store(progress_file())) as store:
        if store.notice:
            print(store.notice, file=sys.stderr)
        count = attempts.write(store.attempts(), arguments.learner, path)
    print(f"{path}: {count} attempts.")
    return ALL_WELL
