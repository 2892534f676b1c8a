"""`torchquiz import`: converts another program's quiz, or a folder of problems, to a lesson."""

import argparse
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.cli.trust import add_trust_option
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.files import replace_file
from torchquiz.engine.text.printable import message_text
from torchquiz.engine.wording import counted

if TYPE_CHECKING:
    from torchquiz.engine.exchange.readers.imported import ImportedQuiz, Remark

READERS = {
    ".toml": "mdbook",
    ".gift": "gift",
    ".txt": "gift",
    ".xml": "xml_quiz",
    ".json": "jupyterquiz",
    ".zip": "qti_package",
}
"""The module in `engine.exchange.readers` that reads each file extension."""


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.description = (
        "Turn a quiz from mdbook-quiz, Moodle (GIFT or XML), jupyterquiz or QTI 2 or 3 (an item or"
        " a package) into a lesson."
        " Its items count as unproven until you add code. A folder of coding problems, in the"
        " layout of the Deep-ML problem bank, becomes a lesson of `write` items, which is proven"
        " at once."
    )
    parser.add_argument(
        "quiz",
        type=Path,
        metavar="FILE",
        help="a .toml, .gift, .xml, .json or .zip file, or a folder",
    )
    parser.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help="the file to write (default: the quiz's name, ending in .yaml)",
    )
    add_trust_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Import a quiz and return the exit status."""
    from torchquiz.engine.cli.import_problems import import_problems
    from torchquiz.engine.exchange.importing import imported_lesson
    from torchquiz.engine.exchange.slugs import slug

    quiz: Path = arguments.quiz
    name = quiz.resolve().name if quiz.is_dir() else quiz.stem
    path: Path = arguments.output or Path(f"{slug(name)}.yaml")
    if path.exists():
        raise TorchquizError(f"{path} already exists; name another file with --output.")
    if quiz.is_dir():
        return import_problems(arguments, quiz, path)
    imported = _read(quiz)
    title = quiz.stem.replace("-", " ").replace("_", " ")
    try:
        lesson = imported_lesson(imported, path, slug(quiz.stem), title, quiz.name)
        replace_file(path, lesson.text.encode())
    except OSError as error:
        raise TorchquizError(f"{path}: cannot be written: {error.strerror}.") from None
    _report(quiz, lesson.quiz)
    items = counted(len(lesson.quiz.questions), "item")
    print(f"{path}: {items}, unproven until you add code.")
    return ALL_WELL


def _report(path: Path, quiz: "ImportedQuiz") -> None:
    """Print what was left out or changed, with its line in the quiz."""
    for note in quiz.notes:
        _print(f"{path}: {note}")
    for remark in quiz.left_out:
        _print(f"{_place(path, remark)}: '{remark.name}' is left out: {remark.text}")
    for remark in quiz.changes:
        _print(f"{_place(path, remark)}: '{remark.name}': {remark.text}")


def _place(path: Path, remark: "Remark") -> str:
    """Return the file and line that a remark is about; a package is like a folder."""
    file = path / remark.file if remark.file else path
    return f"{file}:{remark.line}"


def _print(sentence: str) -> None:
    print(message_text(sentence), file=sys.stderr)


def _read(quiz: Path) -> "ImportedQuiz":
    """Return the questions of a quiz.

    Raises:
        TorchquizError: the file does not exist, is not a quiz, or has no usable questions.
    """
    module = READERS.get(quiz.suffix.lower())
    if module is None:
        raise TorchquizError(
            f"{quiz}: the file's name must end in {', '.join(READERS)}; rename it if it is a quiz."
        )
    if not quiz.is_file():
        raise TorchquizError(f"{quiz}: no such file.")
    imported: ImportedQuiz = import_module(f"torchquiz.engine.exchange.readers.{module}").read(quiz)
    if not imported.questions:
        _report(quiz, imported)
        raise TorchquizError(f"{quiz}: nothing could be imported.")
    return imported
