"""`torchquiz draft`: turns a snippet into a complete item whose answer is proven."""

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.cli.displayed_path import displayed_path
from torchquiz.engine.cli.prove_lessons import need_torch
from torchquiz.engine.cli.statuses import ALL_WELL, FAULTS
from torchquiz.engine.cli.trust import add_trust_option, ask_for_trust
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.text.printable import printable
from torchquiz.engine.wording import counted

if TYPE_CHECKING:
    from torchquiz.engine.authoring.drafting.drafting import DraftedItem

STDIN = "-"
KINDS = ("predict", "raises", "complete", "diagnose", "claim", "table", "order", "write", "card")
SLUG = re.compile(r"[^a-z0-9]+")
"""A run of characters that an id cannot contain."""
NEW_LESSON = "lesson: {id}\n"
"""The content of a lesson that `--into` creates."""


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.description = (
        "Turn a snippet into a complete item: the key is computed by running it, wrong options come"
        " from common misconceptions, and hints and a solution are drafted. What is left for you"
        " to write is marked TODO."
    )
    parser.add_argument(
        "file",
        nargs="?",
        default=STDIN,
        metavar="FILE",
        help="a file with the code (default: standard input)",
    )
    parser.add_argument(
        "--ask",
        default="",
        metavar="EXPRESSION",
        help="what to ask for, such as y.shape (default: the code's last bare expression, short"
        " printed output, or the shape of the last tensor)",
    )
    parser.add_argument(
        "--kind",
        choices=KINDS,
        default="",
        metavar="KIND",
        help=f"{', '.join(KINDS)} (default: raises for code that raises, otherwise predict)",
    )
    parser.add_argument(
        "--fix",
        default="",
        metavar="STATEMENT",
        help="for a diagnose item: the statement that fixes the code",
    )
    parser.add_argument(
        "--into",
        type=Path,
        metavar="LESSON",
        help="add the item to this lesson instead of printing it; a new file becomes a lesson",
    )
    add_trust_option(parser)


def run(arguments: argparse.Namespace) -> int:
    """Draft an item, print it or add it to a lesson, and return the exit status."""
    from torchquiz.engine.authoring.drafting.drafting import Request, drafted_item
    from torchquiz.engine.proving.provers import threads
    from torchquiz.engine.sandbox.pool import Pool

    need_torch("draft again")
    request = Request(
        _code(arguments.file), arguments.ask, arguments.kind, arguments.fix, arguments.into
    )
    with Pool(1) as pool, threads(pool) as provers:
        path = Path(arguments.file)
        ask_for_trust([path] if path.is_file() else [], provers, is_agreed=arguments.trust)
        item = drafted_item(request, pool)
    if request.into is None:
        print(printable(_text(item)))
        place = "The item"
    else:
        place = f"{displayed_path(request.into)}: item '{_insert(item, request.into)}'"
    return _close(item, place)


def _code(file: str) -> str:
    """Return the code from a file or from standard input."""
    if file == STDIN:
        if sys.stdin.isatty():
            print("Paste the code, then press Ctrl+D on an empty line.", file=sys.stderr)
        return sys.stdin.read()
    try:
        return Path(file).read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise TorchquizError(f"{file}: the file is not valid UTF-8 text.") from error


def _insert(item: "DraftedItem", into: Path) -> str:
    """Add the item to a lesson, creating the lesson if necessary, and return the item's id."""
    from torchquiz.engine.authoring.insertion import insert

    is_new = not into.exists()
    if is_new:
        id = SLUG.sub("-", into.stem.lower()).strip("-") or "lesson"
        into.write_text(NEW_LESSON.format(id=id), encoding="utf-8")
    try:
        return insert(item.draft.example, into)
    except TorchquizError:
        if is_new:
            into.unlink()
        raise


def _text(item: "DraftedItem") -> str:
    """Return YAML with the misconceptions that the item needs, followed by the item itself."""
    from torchquiz.engine.yaml.writing import lesson_yaml_lines

    beliefs = item.draft.misconceptions
    head = lesson_yaml_lines({"misconceptions": beliefs}) if beliefs else []
    lines = item.draft.example.item.rstrip("\n").split("\n")
    return "\n".join([*head, "items:", *(f"  {line}".rstrip() for line in lines)])


def _close(item: "DraftedItem", place: str) -> int:
    """Print on stderr what is proven and what is left to write, and return the exit status."""
    for fault in item.faults:
        print(fault, file=sys.stderr)
    state = "not proven yet" if item.faults else "proven"
    left = item.draft.left_to_write
    rest = f"; {counted(left, 'text')} left to write (TODO)" if left else ""
    print(f"{place} is {state}{rest}.", file=sys.stderr)
    return FAULTS if item.faults else ALL_WELL
