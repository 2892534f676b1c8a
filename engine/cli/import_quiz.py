"""`torchquiz import`: a lesson made of another program's quiz."""

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.errors import TorchquizError

if TYPE_CHECKING:
    from torchquiz.engine.exchange.readers.imported import ImportedQuiz

READERS = {
    ".toml": "mdbook",
    ".gift": "gift",
    ".txt": "gift",
    ".xml": "moodle_xml",
    ".json": "jupyterquiz",
}
"""By file suffix: the module of `engine.exchange.readers` that reads the quiz."""


def add_words(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    parser.description = (
        "Make a lesson of another program's quiz: mdbook-quiz, Moodle (GIFT, XML) or jupyterquiz."
        " Its items are counted as unproven until they have code."
    )
    parser.add_argument(
        "quiz", type=Path, metavar="FILE", help="a .toml, .gift, .xml or .json file"
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="where to write the lesson (the quiz's name with .yaml)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Import; return the exit status."""
    from torchquiz.engine.exchange.lesson_yaml import lesson_yaml, slug

    quiz: Path = arguments.quiz
    imported = _read(quiz)
    path: Path = arguments.output or Path(f"{slug(quiz.stem)}.yaml")
    if path.exists():
        raise TorchquizError(f"{path} exists already; name another file with --output.")
    title = quiz.stem.replace("-", " ").replace("_", " ")
    path.write_text(lesson_yaml(imported, slug(quiz.stem), title, quiz.name), encoding="utf-8")
    for sentence in imported.left_out:
        print(f"not carried over: {sentence}", file=sys.stderr)
    print(f"{path}: {len(imported.questions)} items, each unproven until it has code.")
    return ALL_WELL


def _read(quiz: Path) -> "ImportedQuiz":
    """Return the questions of a quiz.

    Raises:
        TorchquizError: there is no such file, it is not a quiz, or none of it can be used.
    """
    module = READERS.get(quiz.suffix)
    if module is None:
        raise TorchquizError(
            f"{quiz}: a quiz ends in {', '.join(READERS)}; rename it, if it is one of these."
        )
    if not quiz.is_file():
        raise TorchquizError(f"{quiz}: there is no such file.")
    imported: ImportedQuiz = import_module(f"torchquiz.engine.exchange.readers.{module}").read(quiz)
    if not imported.questions:
        reasons = " ".join(imported.left_out) or "it holds no question."
        raise TorchquizError(f"{quiz}: nothing in it can be carried over: {reasons}")
    return imported
