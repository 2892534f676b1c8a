"""`torchquiz new`: a whole lesson or item, proven, to change into your own."""

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from torchquiz.engine.cli.statuses import ALL_WELL
from torchquiz.engine.errors import TorchquizError
from torchquiz.engine.kinds import KINDS

if TYPE_CHECKING:
    from torchquiz.engine.authoring.examples import ItemExample

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
"""An id such as `data-loading`: lower-case words and numbers joined by hyphens."""
LINE_START = re.compile(r"^(?=.)", re.MULTILINE)
"""The start of every line that is not empty."""


def add_words(parser: argparse.ArgumentParser) -> None:
    """Say which words the command takes."""
    parser.description = (
        "Write a whole, proven example to change into your own. Nothing is ever overwritten."
    )
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    lesson = what.add_parser("lesson", help="a small lesson with every way to study it")
    lesson.add_argument("name", metavar="NAME", help="its id: lower-case words joined by hyphens")
    lesson.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where to write it (NAME.yaml)"
    )
    item = what.add_parser("item", help="an item of a kind")
    item.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    item.add_argument(
        "--into",
        type=Path,
        metavar="FILE",
        help="put it behind the items of this lesson instead of printing it",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write a lesson or an item; return the exit status."""
    return _new_lesson(arguments) if arguments.what == "lesson" else _new_item(arguments)


def _new_lesson(arguments: argparse.Namespace) -> int:
    """Write a lesson, and beside it the schema that its first line names."""
    from torchquiz.engine.authoring.examples import lesson_example

    name: str = arguments.name
    if not SLUG.fullmatch(name):
        raise TorchquizError(
            f"'{name}' cannot be a lesson's id; use lower-case words joined by hyphens,"
            " such as data-loading."
        )
    path: Path = arguments.output or Path(f"{name}.yaml")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(lesson_example(name))
    except FileExistsError:
        raise TorchquizError(f"{path} exists already; name another file with --output.") from None
    print(f"{path}: a whole lesson to change. torchquiz check {path} proves it.")
    _schema_beside(path)
    return ALL_WELL


def _schema_beside(lesson: Path) -> None:
    from torchquiz.engine.authoring.schema import FILE, schema_text

    path = lesson.with_name(FILE)
    if not path.exists():
        path.write_text(schema_text(), encoding="utf-8")
        print(f"{path}: the JSON Schema that the lesson's first line names, for editors.")


def _new_item(arguments: argparse.Namespace) -> int:
    """Print an item, or put it into a lesson."""
    from torchquiz.engine.authoring.examples import item_example

    example = item_example(arguments.kind)
    path: Path | None = arguments.into
    if path is None:
        print(_printed(example), end="")
        return ALL_WELL
    from torchquiz.engine.authoring.insertion import insert

    if not path.is_file():
        raise TorchquizError(
            f"{path}: there is no such file; torchquiz new lesson NAME writes one."
        )
    print(
        f"{path}: '{insert(example, path)}' is its last item now. torchquiz check {path} proves it."
    )
    return ALL_WELL


def _printed(example: "ItemExample") -> str:
    """Return the item as it is under `items:`, after the misconceptions that it needs."""
    head = ""
    if example.misconceptions:
        lines = [f"#   {name}: {text}\n" for name, text in example.misconceptions.items()]
        head = "# It needs, under the lesson's misconceptions:\n" + "".join(lines)
    return head + LINE_START.sub("  ", example.item)
