"""`torchquiz new`: writes a complete, proven example of a lesson or an item."""

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
"""A valid id, such as `data-loading`: lower-case words and numbers joined by hyphens."""
LINE_START = re.compile(r"^(?=.)", re.MULTILINE)
"""The beginning of each line that is not empty."""


def add_words(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments to its parser."""
    parser.description = (
        "Write a complete, proven example that you can adapt. No file is ever overwritten."
    )
    what = parser.add_subparsers(dest="what", required=True, metavar="WHAT")
    lesson = what.add_parser("lesson", help="a small lesson that offers every activity")
    lesson.add_argument(
        "name", metavar="NAME", help="the lesson's id: lower-case words joined by hyphens"
    )
    lesson.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="the file to write (default: NAME.yaml)"
    )
    item = what.add_parser("item", help="a single item of a given kind")
    item.add_argument("kind", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    item.add_argument(
        "--into",
        type=Path,
        metavar="FILE",
        help="append the item to this lesson instead of printing it",
    )


def run(arguments: argparse.Namespace) -> int:
    """Write a lesson or an item, and return the exit status."""
    return _new_lesson(arguments) if arguments.what == "lesson" else _new_item(arguments)


def _new_lesson(arguments: argparse.Namespace) -> int:
    """Write a lesson and the schema that its first line refers to, and return the exit status."""
    from torchquiz.engine.authoring.examples import lesson_example

    name: str = arguments.name
    if not SLUG.fullmatch(name):
        raise TorchquizError(
            f"'{name}' is not a valid id for a lesson; use lower-case words joined by hyphens,"
            " such as data-loading."
        )
    path: Path = arguments.output or Path(f"{name}.yaml")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(lesson_example(name))
    except FileExistsError:
        raise TorchquizError(f"{path} already exists; name another file with --output.") from None
    print(
        f"{path}: wrote a complete lesson for you to edit. Prove it with `torchquiz check {path}`."
    )
    _write_schema(path)
    return ALL_WELL


def _write_schema(lesson: Path) -> None:
    """Write the schema to the folder of a lesson, unless it is already there."""
    from torchquiz.engine.authoring.schema import FILE, schema_text

    path = lesson.with_name(FILE)
    if not path.exists():
        path.write_text(schema_text(), encoding="utf-8")
        print(f"{path}: wrote the JSON Schema that the lesson's first line tells editors to use.")


def _new_item(arguments: argparse.Namespace) -> int:
    """Print an item or add it to a lesson, and return the exit status."""
    from torchquiz.engine.authoring.examples import item_example

    example = item_example(arguments.kind)
    path: Path | None = arguments.into
    if path is None:
        print(_example_text(example), end="")
        return ALL_WELL
    from torchquiz.engine.authoring.insertion import insert

    if not path.is_file():
        raise TorchquizError(
            f"{path}: no such file; create a lesson with `torchquiz new lesson NAME`."
        )
    print(
        f"{path}: added '{insert(example, path)}' as its last item."
        f" Prove it with `torchquiz check {path}`."
    )
    return ALL_WELL


def _example_text(example: "ItemExample") -> str:
    """Return an item, indented for `items:`, after a comment with the misconceptions it needs."""
    head = ""
    if example.misconceptions:
        lines = [f"#   {name}: {text}\n" for name, text in example.misconceptions.items()]
        head = "# Add these to the lesson's misconceptions:\n" + "".join(lines)
    return head + LINE_START.sub("  ", example.item)
